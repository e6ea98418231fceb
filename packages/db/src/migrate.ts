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

/** A role that may not be taken, and one that is not there. */
const NO_WAY_BEHIND: ReadonlySet<string> = new Set(["42501", "22023"]);

/** Since PostgreSQL 16 whoever makes a role may give it to others, and does not have it. */
const TAKE_LEARNERS_ROLE = `do $$ begin
  if current_setting('server_version_num')::int >= 160000 then
    if not pg_has_role(current_user, 'fluentfusion_learner', 'SET') then
      grant fluentfusion_learner to current_user;
    end if;
  end if;
end $$`;

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

function falseIfNoWay(error: unknown): false {
  if (error instanceof postgres.PostgresError && NO_WAY_BEHIND.has(error.code)) return false;
  throw error;
}

/**
 * Whether the walls between learners stand in the database at `url`, and its role may go behind them. Every migration may have been
 * applied by a role that may do neither: its server would seem ready and serve no learner.
 */
export async function isWalled(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    const [open] = await sql`
      select from pg_class c join pg_attribute a on a.attrelid = c.oid
      where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and (a.attname in ('learner_id', 'user_id') or c.relname = 'users') and a.attnum > 0 and not a.attisdropped
        and not c.relrowsecurity limit 1`;
    if (open !== undefined) return false;
    const behind = sql.begin((tx) => tx`select set_config('role', 'fluentfusion_learner', true)`);
    return await behind.then(() => true, falseIfNoWay);
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
    await changeTables(sql, TAKE_LEARNERS_ROLE);
    await changeTables(sql, "select grant_server_role()");
  } finally {
    // Ending the connection lets go of the lock, also after an error.
    await sql.end({ timeout: 5 });
  }
}
