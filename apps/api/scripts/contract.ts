import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { breakingChanges } from "../src/contract/breaking-changes.ts";
import { type Contract, readContract } from "../src/contract/read-contract.ts";
import { appRouter } from "../src/router.ts";

/**
 * Writes what clients may rely on from here on (`pnpm contract`). What would break clients that are in use is refused,
 * unless CONTRACT_VERSION has been raised, by which the server tells them that they are too old.
 */
const FILE = fileURLToPath(new URL("../generated/contract.json", import.meta.url));

const now = readContract(appRouter);
const before = await readFile(FILE, "utf8").then(
  (text) => JSON.parse(text) as Contract,
  () => null,
);
const breaks = before === null ? [] : breakingChanges(before, now);
if (breaks.length > 0) console.log(breaks.join("\n"));
if (before !== null && breaks.length > 0 && now.version <= before.version) {
  console.error(
    `\n${breaks.length} breaking changes: undo them, or raise CONTRACT_VERSION (packages/contract/src/version.ts).`,
  );
  process.exit(1);
}
// A line for each procedure: what changes can be read in a diff.
const lines = Object.entries(now.procedures).map(
  ([name, one]) => `  ${JSON.stringify(name)}: ${JSON.stringify(one)}`,
);
await writeFile(FILE, `{\n "version": ${now.version},\n "procedures": {\n${lines.join(",\n")}\n }\n}\n`);
