import { run } from "./run.ts";
import { fileTokenStore } from "./session-file.ts";

// pnpm runs a script at the root of the workspace; files are named as they are from where somebody stands.
const from = process.env["INIT_CWD"];
if (from !== undefined) process.chdir(from);

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  storeFor: fileTokenStore,
  input: process.stdin,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
});
