import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { eraseMark, leaveMark, liveMarks, newMark } from "./live-marks.ts";
import { readPostmaster } from "./postmaster-file.ts";
import { isPostgres, isRunning } from "./processes.ts";

/** How long a server may take to end in good order. */
const GRACE_MS = 30_000;

/**
 * Enters this process as a user of the server and returns how to leave it; the last to leave stops the server.
 *
 * Who enters signs `users` and then looks for anyone in `leaving`; who leaves signs `leaving` and then looks for
 * anyone in `users`. So of two that meet at least one sees the other, and a server that someone has just joined is
 * never stopped, without a lock that a killed process could leave behind.
 */
export async function enterServer(home: string, data: string): Promise<() => Promise<void>> {
  const users = join(home, "users");
  const leaving = join(home, "leaving");
  for (const folder of [users, leaving]) mkdirSync(folder, { recursive: true });
  const mark = newMark();
  leaveMark(users, mark);
  const signOff = () => {
    process.off("exit", signOff);
    leaveMark(leaving, mark);
    eraseMark(users, mark);
    if (liveMarks(users).length === 0) stopServer(data, "SIGINT");
  };
  process.once("exit", signOff);
  while (liveMarks(leaving).length > 0) await sleep(10);

  let left: Promise<void> | undefined;
  const leave = async () => {
    const server = runningServer(data);
    // The pid file goes shortly before the process does, and its command line before both; so the process is waited for.
    const isUp = () => runningServer(data) !== undefined || (server !== undefined && isRunning(server.pid));
    signOff();
    const deadline = Date.now() + GRACE_MS;
    while (liveMarks(users).length === 0 && isUp()) {
      if (Date.now() > deadline) stopServer(data, "SIGQUIT");
      await sleep(10);
    }
    eraseMark(leaving, mark);
  };
  return () => (left ??= leave());
}

/** SIGINT rolls back what is open and writes the rest; SIGQUIT leaves that to the recovery of the next start. */
function stopServer(data: string, signal: "SIGINT" | "SIGQUIT"): void {
  const postmaster = runningServer(data);
  if (postmaster) process.kill(postmaster.pid, signal);
}

function runningServer(data: string) {
  const postmaster = readPostmaster(data);
  return postmaster && isPostgres(postmaster.pid) ? postmaster : undefined;
}
