import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("hold-server.ts", import.meta.url));

export interface Holder {
  readonly url: string;
  /** Lets the process stop its use of the server and end. */
  finish(): Promise<void>;
  /** Ends the process as a crash or the kernel would: it cannot clean up. */
  kill(): Promise<void>;
}

/** Starts a process that uses a server. Fails with what the process says if it cannot. */
export async function holdServer(
  dataDir: string,
  account: { uid?: number; gid?: number } = {},
): Promise<Holder> {
  const child = spawn(process.execPath, ["--import", "tsx", SCRIPT, dataDir], { ...account });
  const exit = once(child, "exit");
  const complaint = text(child.stderr);
  const url = await Promise.race([
    once(child.stdout, "data").then(([bytes]) => String(bytes).trim()),
    exit.then(async () => Promise.reject(new Error(await complaint))),
  ]);
  return {
    url,
    finish: async () => {
      child.stdin.end();
      await exit;
    },
    kill: async () => {
      child.kill("SIGKILL");
      await exit;
    },
  };
}
