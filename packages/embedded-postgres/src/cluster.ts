import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

import { type Account, isNameless } from "./account.ts";
import type { Binaries } from "./binaries.ts";
import { EmbeddedPostgresError } from "./errors.ts";

/** The name of the owner of every embedded cluster. */
export const OWNER = "fluentfusion";

/** A folder with a cluster in `data` and its owner's password in `password`, and what runs it. */
export interface Cluster {
  readonly folder: string;
  /** Whether its data is to survive a crash of the machine. */
  readonly durable: boolean;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
}

export const dataFolder = (cluster: Cluster): string => join(cluster.folder, "data");

/** How to start one of PostgreSQL's programs so that it finds the data folder. */
export function programOptions(cluster: Cluster) {
  return {
    cwd: dataFolder(cluster),
    env: { LC_ALL: "C", TZ: "UTC", SYSTEMROOT: process.env["SYSTEMROOT"] },
    windowsHide: true,
    ...cluster.account,
  };
}

/**
 * What to call the data folder on the command line. For root the program starts inside it, as nobody, and reaches
 * it through /proc: nobody may be unable to walk there by its path, which often leads through root's home.
 */
export function dataArgument(cluster: Cluster): string {
  return cluster.account && process.platform === "linux" ? "/proc/self/cwd" : dataFolder(cluster);
}

/** Makes a new cluster: UTF-8, data checksums, sorting that no operating system changes, and a random password. */
export async function createCluster(cluster: Cluster): Promise<void> {
  const data = dataFolder(cluster);
  const password = join(cluster.folder, "password");
  mkdirSync(cluster.folder, { mode: 0o700 });
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(password, randomBytes(24).toString("hex"), { mode: 0o600 });
  if (cluster.account) {
    for (const path of [cluster.folder, data, password])
      chownSync(path, cluster.account.uid, cluster.account.gid);
  }
  const flags = [
    `--pgdata=${dataArgument(cluster)}`,
    `--username=${OWNER}`,
    `--pwfile=${dataArgument(cluster)}/../password`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
    ...(cluster.durable ? [] : ["--no-sync"]),
  ];
  await runInitdb(cluster, flags);
}

async function runInitdb(cluster: Cluster, flags: string[]): Promise<void> {
  const initdb = join(cluster.binaries.folder, "initdb");
  // initdb wants its user to have a name: a user namespace, where one is allowed, lends it that of nobody.
  const [program, before] = isNameless() ? ["unshare", ["--user", "--map-user=65534", initdb]] : [initdb, []];
  try {
    await promisify(execFile)(program, [...before, ...flags], programOptions(cluster));
  } catch (error) {
    const complaint = asComplaint(error);
    if (isNameless() && complaint === error) {
      throw new EmbeddedPostgresError(
        `user id ${process.getuid?.()} has no name on this machine and PostgreSQL's initdb needs one; give it a line in /etc/passwd or set DATABASE_URL`,
        { cause: error },
      );
    }
    throw complaint;
  }
}

/** initdb's own words for what went wrong, if it came so far as to say any. */
function asComplaint(error: unknown): unknown {
  const stderr = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const complaint = stderr.split("\n").find((line) => /error:|FATAL:|PANIC:/.test(line));
  return complaint === undefined ? error : new Error(complaint);
}

/** The address of a database in a running cluster, password included. */
export function clusterUrl(cluster: Cluster, port: number, database: string): string {
  const password = readFileSync(join(cluster.folder, "password"), "utf8");
  return `postgres://${OWNER}:${password}@127.0.0.1:${port}/${database}`;
}
