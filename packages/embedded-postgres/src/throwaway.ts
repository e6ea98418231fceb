import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { serverAccount } from "./account.ts";
import { locateBinaries } from "./binaries.ts";
import { type Cluster, clusterUrl, createCluster, dataFolder } from "./cluster.ts";
import { EmbeddedPostgresError, placeError } from "./errors.ts";
import { readPostmaster } from "./postmaster-file.ts";
import { startServer } from "./server.ts";

/** Nothing here has to outlive a crash, and a server without its safety works a test suite several times faster. */
const SETTINGS = [
  "max_connections=200",
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "wal_level=minimal",
  "max_wal_senders=0",
];
const START_ATTEMPTS = 5;

export interface ThrowawayPostgres {
  /** The address of the empty database `postgres`, by its superuser, password included. */
  readonly url: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL for tests with its data in a temporary folder. It goes when it is stopped, and also when this
 * process ends or is killed: a small watchdog process holds the other end of a pipe that closes with this process.
 */
export async function startThrowawayPostgres(): Promise<ThrowawayPostgres> {
  const place = { folder: tmpdir(), variable: "TMPDIR" } as const;
  const account = serverAccount();
  const binaries = locateBinaries(account);
  try {
    const home = mkdtempSync(join(realpathSync(place.folder), "fluentfusion-test-"));
    const watchdog = startWatchdog(home);
    chmodSync(home, 0o711);
    const cluster: Cluster = { folder: join(home, "cluster"), durable: false, binaries, account };
    try {
      await createCluster(cluster);
      return { url: await start(cluster), stop: watchdog.finish };
    } catch (error) {
      await watchdog.finish();
      throw error;
    }
  } catch (error) {
    throw placeError(place, error);
  }
}

async function start(cluster: Cluster): Promise<string> {
  for (let attempt = 0; attempt < START_ATTEMPTS; attempt += 1) {
    await startServer(cluster, SETTINGS);
    const postmaster = readPostmaster(dataFolder(cluster));
    if (postmaster) return clusterUrl(cluster, postmaster.port, "postgres");
  }
  throw new EmbeddedPostgresError(`found no free port on 127.0.0.1 in ${START_ATTEMPTS} attempts`);
}

function startWatchdog(home: string) {
  const script = fileURLToPath(new URL("watchdog.mjs", import.meta.url));
  const watchdog = spawn(process.execPath, [script, home], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    windowsHide: true,
  });
  watchdog.unref();
  if ("unref" in watchdog.stdin && typeof watchdog.stdin.unref === "function") watchdog.stdin.unref();
  const finish = async () => {
    if (watchdog.exitCode === null) {
      watchdog.ref();
      watchdog.stdin.end();
      await once(watchdog, "exit");
    }
    rmSync(home, { recursive: true, force: true });
  };
  return { finish };
}
