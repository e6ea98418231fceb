import { chmodSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@fluentfusion/embedded-postgres";
import postgres, { type Sql } from "postgres";
import { parentOf } from "../servers/cpu.ts";

export interface Cluster {
  readonly url: string;
  /** For files of the run, gone with it. */
  readonly folder: string;
  /** Of the server that owns all backends; `null` where the system does not say. */
  readonly postmasterPid: number | null;
  readonly version: string;
  stop(): Promise<void>;
}

export const openSql = (url: string): Sql => postgres(url, { max: 1, onnotice: () => undefined });

/** A PostgreSQL of this run's own with the settings that a durable one has: every commit waits for the disk. */
export async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "fluentfusion-bench-"));
  chmodSync(folder, 0o711);
  const remove = () => {
    process.off("exit", remove);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once("exit", remove);
  try {
    const server = await startEmbeddedPostgres({ dataDir: folder });
    const sql = openSql(server.url);
    const [row] = await sql<{ pid: number; version: string; durable: string }[]>`
      select pg_backend_pid() as pid, current_setting('server_version') as version,
             current_setting('fsync') || current_setting('synchronous_commit') || current_setting('full_page_writes') as durable`;
    const postmasterPid = row === undefined ? null : parentOf(row.pid);
    await sql.end();
    if (row?.durable !== "ononon") throw new Error("the database of the benchmark must be durable");
    return {
      url: server.url,
      folder,
      postmasterPid,
      version: row.version,
      stop: async () => {
        await server.stop();
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
