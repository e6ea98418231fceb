import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";

export const dataOf = (place: string) => join(place, "postgres/cluster/data");

/** A copy with owners and modes as they are; what changes while it is copied is what the write-ahead log is for. */
function copy(from: string, to: string): void {
  const { status, stderr } = spawnSync("cp", ["-a", from, to], { encoding: "utf8" });
  // A file that went while it was copied is a file that the write-ahead log does without.
  const isGone = stderr.split("\n").every((line) => line === "" || /No such file|vanished/.test(line));
  if (status !== 0 && !isGone) throw new Error(`cp ${from}: ${stderr}`);
}

/**
 * Copies a running cluster between the marks of PostgreSQL's low-level backup (its documentation, section 25.3.3), which needs no
 * program that the npm binaries lack.
 *
 * @param from the data folder of `startEmbeddedPostgres`
 * @param to another one, which is made
 */
export async function takeBaseBackup(databaseUrl: string, from: string, to: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
  await sql`select pg_backup_start('stage', true)`;
  mkdirSync(join(to, "postgres"), { recursive: true });
  copy(join(from, "postgres/cluster"), join(to, "postgres/cluster"));
  const [label] = await sql<{ labelfile: string }[]>`select labelfile from pg_backup_stop(true)`;
  await sql.end();
  const data = dataOf(to);
  for (const name of ["postmaster.pid", "postmaster.opts"]) rmSync(join(data, name), { force: true });
  rmSync(join(data, "pg_wal"), { recursive: true, force: true });
  mkdirSync(join(data, "pg_wal"), { mode: 0o700 });
  writeFileSync(join(data, "backup_label"), label?.labelfile ?? "");
}

/** Says how a copy is to start: with these settings, and with this file, whose being there is what counts. */
export function startAs(
  place: string,
  signal: "recovery.signal" | "standby.signal",
  settings: readonly string[],
): void {
  const data = dataOf(place);
  appendFileSync(join(data, "postgresql.auto.conf"), [...settings, ""].join("\n"));
  writeFileSync(join(data, signal), "");
  // What was written here belongs to whoever the server runs as.
  spawnSync("chown", ["-R", "--reference", join(place, "postgres/cluster/password"), data]);
}
