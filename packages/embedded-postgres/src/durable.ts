import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { serverAccount } from "./account.ts";
import { locateBinaries } from "./binaries.ts";
import { type Cluster, clusterUrl, createCluster, dataFolder } from "./cluster.ts";
import { EmbeddedPostgresError, errorCode, placeError } from "./errors.ts";
import { eraseMark, liveMarks, newMark } from "./live-marks.ts";
import { ensureDatabase } from "./ensure-database.ts";
import { forgetPostmaster, readPostmaster } from "./postmaster-file.ts";
import { isPostgres } from "./processes.ts";
import { startServer } from "./server.ts";
import { enterServer } from "./server-users.ts";

const DATABASE = "fluentfusion";
const SETTINGS = ["max_connections=100", "synchronous_commit=on"];
/** Longer than a start, a stop and a crash recovery of another process should take together. */
const PATIENCE_MS = 120_000;

export interface EmbeddedPostgresOptions {
  /** The data folder; the cluster lives in `postgres` below it. Made if it does not exist. */
  readonly dataDir: string;
  readonly log?: (line: string) => void;
}

export interface EmbeddedPostgres {
  /** The address of the database `fluentfusion`, password included. */
  readonly url: string;
  /** Ends this use; the last user's stop ends the server, and returns when it has ended. */
  stop(): Promise<void>;
}

/**
 * Gives a durable PostgreSQL with its data under `dataDir`. Any number of processes may ask at once: the first
 * starts the server, the others join it, and the last one that still lives stops it.
 *
 * @throws EmbeddedPostgresError with one line that says what is wrong and what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dataDir = resolve(options.dataDir);
  const home = join(dataDir, "postgres");
  const log = options.log ?? (() => undefined);
  const account = serverAccount();
  const cluster: Cluster = {
    folder: join(home, "cluster"),
    durable: true,
    binaries: locateBinaries(account),
    account,
  };
  try {
    makeFolder(join(home, "drafts"));
    const leave = await enterServer(home, dataFolder(cluster));
    try {
      await ensureCluster(home, cluster, log);
      return { url: await joinOrStart(cluster, log), stop: leave };
    } catch (error) {
      await leave();
      throw error;
    }
  } catch (error) {
    throw placeError({ folder: dataDir, variable: "DATA_DIR" }, error);
  }
}

/** Like `mkdirSync` with `recursive`, which tries for ever where the system makes no folders, as under /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    // Another start made it meanwhile.
    if (errorCode(error) !== "EEXIST" || !statSync(folder).isDirectory()) throw error;
  }
}

/** A cluster is made under a name of its own and moved into place whole, so that none is ever seen half made. */
async function ensureCluster(home: string, cluster: Cluster, log: (line: string) => void): Promise<void> {
  if (!existsSync(cluster.folder)) {
    log(`making a PostgreSQL cluster in ${cluster.folder}`);
    const drafts = join(home, "drafts");
    liveMarks(drafts);
    const mark = newMark();
    try {
      await createCluster({ ...cluster, folder: join(drafts, mark) });
      renameSync(join(drafts, mark), cluster.folder);
    } catch (error) {
      if (!existsSync(cluster.folder)) throw error;
    } finally {
      eraseMark(drafts, mark);
    }
  }
  const major = readFileSync(join(dataFolder(cluster), "PG_VERSION"), "utf8").trim();
  if (major !== cluster.binaries.major) {
    throw new EmbeddedPostgresError(
      `${cluster.folder} was made by PostgreSQL ${major} and this is ${cluster.binaries.major}; move the folder away, or dump it with the old version and load it with the new`,
    );
  }
}

async function joinOrStart(cluster: Cluster, log: (line: string) => void): Promise<string> {
  const data = dataFolder(cluster);
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    const postmaster = readPostmaster(data);
    if (postmaster && isPostgres(postmaster.pid)) {
      const url = clusterUrl(cluster, postmaster.port, DATABASE);
      if (postmaster.ready && (await ensureDatabase(url))) return url;
    } else {
      if (postmaster) forgetPostmaster(data);
      if (await startServer(cluster, SETTINGS)) {
        log(`started PostgreSQL; its log is ${join(cluster.folder, "..", "server.log")}`);
        continue;
      }
    }
    await sleep(20);
  }
  throw new EmbeddedPostgresError(
    `the PostgreSQL that ${join(data, "postmaster.pid")} names does not answer; end that process, or delete the file if there is none`,
  );
}
