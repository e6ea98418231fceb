import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { type Cluster, dataArgument, dataFolder, programOptions } from "./cluster.ts";
import { EmbeddedPostgresError } from "./errors.ts";
import { freePort } from "./free-port.ts";
import { readPostmaster } from "./postmaster-file.ts";

/** Longer than any crash recovery of a development database should take. */
const START_MS = 60_000;
const MAX_LOG_BYTES = 10_000_000;

/** Settings that every embedded server has: reachable from this machine only, and only with the password. */
const COMMON = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "log_timezone=UTC"];

/**
 * Starts a server in a process group of its own, so that a Ctrl-C in the terminal does not reach it, and with its
 * output in a file, so that nobody waits for a pipe that it holds.
 *
 * @returns its process once it takes connections, or undefined if another server has the cluster or the port, in
 *   which case looking again and trying again is the thing to do
 * @throws when trying again would not help
 */
export async function startServer(cluster: Cluster, settings: string[]): Promise<ChildProcess | undefined> {
  const logFile = join(cluster.folder, "..", "server.log");
  const { log, before } = openLog(logFile);
  const port = await freePort();
  const flags = [...COMMON, `port=${port}`, ...settings].flatMap((setting) => ["-c", setting]);
  const server = spawn(join(cluster.binaries.folder, "postgres"), ["-D", dataArgument(cluster), ...flags], {
    ...programOptions(cluster),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  server.unref();
  const failure = new Promise<Error>((resolve) => server.once("error", resolve));
  const exit = new Promise<"exit">((resolve) => server.once("exit", () => resolve("exit")));
  const over = new AbortController();
  const outcome = await Promise.race([untilReady(cluster, port, over.signal), exit, failure]);
  over.abort();
  if (outcome === "ready") return server;
  if (outcome instanceof Error) throw outcome;
  if (outcome === "late") {
    server.kill("SIGKILL");
    throw new EmbeddedPostgresError(`PostgreSQL was not ready after ${START_MS / 1000} s; see ${logFile}`);
  }
  return explainExit(readFileSync(logFile, "utf8").slice(before), logFile);
}

async function untilReady(cluster: Cluster, port: number, over: AbortSignal): Promise<"ready" | "late"> {
  const deadline = Date.now() + START_MS;
  while (!over.aborted && Date.now() < deadline) {
    const postmaster = readPostmaster(dataFolder(cluster));
    if (postmaster?.ready && postmaster.port === port) return "ready";
    await sleep(10);
  }
  return "late";
}

function openLog(file: string) {
  const log = openSync(file, "a", 0o600);
  if (fstatSync(log).size > MAX_LOG_BYTES) ftruncateSync(log);
  return { log, before: fstatSync(log).size };
}

function explainExit(output: string, logFile: string): undefined {
  const reasons = /lock file .* already exists|is still in use|could not create any TCP\/IP sockets/;
  if (reasons.test(output)) return undefined;
  const fatal = output.split("\n").findLast((line) => /FATAL:|PANIC:|error:/.test(line));
  const complaint = fatal ?? "PostgreSQL ended at once";
  throw new Error(`${complaint.replace(/^.*?(?=FATAL|PANIC|error)/, "")} (${logFile})`);
}
