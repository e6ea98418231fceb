import { spawn } from "node:child_process";

import { StartError } from "./errors.ts";
import { endProcesses, processTree } from "./process-tree.ts";

/** How long the servers may take to finish what they began. */
const GRACE_MS = 5000;

export interface Workspace {
  /** How the `dev` tasks ended: one line on why, and the exit code. */
  readonly ended: Promise<{ reason: string; code: number }>;
  /** Ends every process that the tasks started; safe to call again. */
  stop(): Promise<void>;
}

/**
 * Runs the `dev` task of every package, in a process group of its own: a Ctrl-C in the terminal reaches us alone, and
 * we end the tasks before the database under them.
 */
export function runWorkspace(env: NodeJS.ProcessEnv): Workspace {
  const turbo = spawn("turbo", ["run", "dev"], {
    env: { ...env, TURBO_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "inherit", "inherit"],
    detached: true,
    shell: process.platform === "win32",
  });
  const ended = new Promise<{ reason: string; code: number }>((resolve, reject) => {
    turbo.once("error", (error) => reject(new StartError(`turbo could not be run: ${error.message}`)));
    turbo.once("exit", (code, signal) => {
      const reason = `the dev tasks ended (${signal ?? `code ${code ?? 1}`}); the lines above say more`;
      resolve({ reason, code: code || 1 });
    });
  });
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    const processes = turbo.pid === undefined ? [] : processTree(turbo.pid);
    turbo.kill("SIGTERM");
    await endProcesses(processes, GRACE_MS);
  };
  return { ended, stop: () => (stopped ??= stop()) };
}
