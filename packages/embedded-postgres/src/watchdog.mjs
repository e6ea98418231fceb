// Waits until its standard input closes, which is when the process at the other end asks for it or dies, then ends
// the PostgreSQL server below the given folder and removes the folder. Plain JavaScript: it runs on bare Node.
import { once } from "node:events";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const GRACE_MS = 5000;
const home = process.argv[2] ?? process.exit(2);
const pidFile = join(home, "cluster", "data", "postmaster.pid");

process.stdin.resume();
await once(process.stdin, "close");
// SIGQUIT is PostgreSQL's immediate shutdown: nothing is written that is about to be removed.
signal("SIGQUIT");
const deadline = Date.now() + GRACE_MS;
while (existsSync(pidFile) && Date.now() < deadline) await sleep(10);
signal("SIGKILL");
rmSync(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });

/** @param {NodeJS.Signals} name */
function signal(name) {
  try {
    process.kill(Number(readFileSync(pidFile, "utf8").split("\n")[0]), name);
  } catch {
    // No server, or no longer one.
  }
}
