import { run } from "./run.ts";
import { fileTokenStore } from "./session-file.ts";

process.exitCode = await run(process.argv.slice(2), {
  env: process.env,
  storeFor: fileTokenStore,
  input: process.stdin,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY,
});
