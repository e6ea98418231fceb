import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { readMigrationFiles } from "drizzle-orm/migrator";
import postgres, { type Sql } from "postgres";
import { applyMigrations, changeTables } from "./apply-migrations.ts";

/** Where the migrations stand in the source tree; a bundle passes its own copy. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../migrations", import.meta.url));

/** Any number, the same for every instance: the name of the lock. */
const MIGRATION_LOCK = 7_163_200_519;

const MONTHS_AHEAD = 13;

/**
 * Whether every migration of this folder was applied to the database at `url`: for a server whose role may not apply any.
 */
export async function isMigrated(url: string, folder: string = MIGRATIONS_FOLDER): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const wanted = readMigrationFiles({ migrationsFolder: folder });
    const [any] = await sql`select to_regclass('drizzle.__drizzle_migrations') is not null as made`;
    if (any?.["made"] !== true) return false;
    const [applied] = await sql<{ newest: string | null }[]>`
      select max(created_at)::text as newest from drizzle.__drizzle_migrations`;
    return Number(applied?.newest ?? 0) >= (wanted.at(-1)?.folderMillis ?? 0);
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Takes the lock of whoever migrates, and waits for it between questions, not within one: a statement under way would keep
 * an index of the one who has the lock from being finished, and both would wait for ever.
 */
async function becomeTheOnlyOne(sql: Sql): Promise<void> {
  for (;;) {
    const [asked] = await sql`select pg_try_advisory_lock(${MIGRATION_LOCK}) as taken`;
    if (asked?.["taken"] === true) return;
    await sleep(100 + Math.random() * 200);
  }
}

/**
 * Brings the database at `url` to the newest schema and makes the attempt partitions of the coming year,
 * and raises the walls between learners where a table has none yet.
 *
 * Runs under an advisory lock, so that any number of instances may start at once: one works, the others wait and find
 * nothing left to do. Safe to repeat, also from wherever it was killed, and while servers work: no lock is waited for
 * longer than half a second at a time.
 *
 * @param now decides which months get a partition
 * @throws the error of PostgreSQL, with code 55P03 when a lock was not to be had for about a minute
 */
export async function migrate(url: string, now: Date, folder: string = MIGRATIONS_FOLDER): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 5,
    onnotice: () => undefined,
    connection: { application_name: "migrate" },
  });
  try {
    await becomeTheOnlyOne(sql);
    await applyMigrations(sql, folder);
    const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
    const first = lastMonth.toISOString().slice(0, 10);
    await changeTables(sql, "select ensure_attempt_partitions($1, $2)", [first, MONTHS_AHEAD]);
    await changeTables(sql, "select raise_walls()");
    await changeTables(sql, "select grant_server_role()");
  } finally {
    // Ending the connection lets go of the lock, also after an error.
    await sql.end({ timeout: 5 });
  }
}
