import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { BUNDLE, openBundle } from "./bundle.ts";
import { mapStacks } from "./stacks.ts";

// What `pnpm start` runs: the server as one script with its compiled code (decision 48).

const beside = (name: string) => fileURLToPath(new URL(name, import.meta.url));

function readCode(): Buffer | undefined {
  try {
    return readFileSync(beside(BUNDLE.code));
  } catch {
    return undefined;
  }
}

mapStacks(beside(BUNDLE.script), beside(BUNDLE.maps));
openBundle(beside(BUNDLE.script), readCode()).run();
