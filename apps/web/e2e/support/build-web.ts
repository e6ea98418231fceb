import { fileURLToPath } from "node:url";
import { build } from "vite";

/** The pages that are walked are those that are shipped. */
export default async function buildWeb(): Promise<void> {
  await build({ root: fileURLToPath(new URL("../..", import.meta.url)), logLevel: "warn" });
}
