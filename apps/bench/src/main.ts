import { readOptions, UsageError } from "./options.ts";
import { describeMachine } from "./report/machine.ts";
import { toText } from "./report/table.ts";
import { writeReport } from "./report/write-report.ts";
import { SUITES } from "./suites/index.ts";

// What a run started ends with it, also when it is interrupted.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

try {
  const options = readOptions(
    process.argv.slice(2),
    SUITES.map(({ name }) => name),
  );
  const startedAt = performance.now();
  const seconds = () => String(Math.round((performance.now() - startedAt) / 1000)).padStart(3);
  const machine = describeMachine();
  console.log(`${machine}\n`);
  const parts = [];
  for (const suite of SUITES) {
    if (options.suite !== null && options.suite !== suite.name) continue;
    const tell = (line: string) => process.stderr.write(`[${seconds()} s] ${suite.name}: ${line}\n`);
    // What the others have measured is not lost with it.
    const tables = await suite.run({ ...options, tell }).catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
      return [{ title: "Failed", columns: ["suite"], rows: [[suite.name]], notes: [String(error)] }];
    });
    for (const table of tables) console.log(`${toText(table)}\n`);
    parts.push({ suite: suite.name, tables });
  }
  if (options.write) await writeReport(machine, options, parts);
} catch (error) {
  console.error(error instanceof UsageError ? error.message : error);
  process.exitCode = 1;
}
