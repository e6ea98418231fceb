import { fileURLToPath } from "node:url";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as applyMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";

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
 * Brings the database at `url` to the newest schema and makes the attempt partitions of the coming year,
 * and raises the walls between learners where a table has none yet.
 *
 * Runs under an advisory lock, so that any number of instances may start at once: one works, the others wait and find
 * nothing left to do. Safe to repeat.
 *
 * @param now decides which months get a partition
 */
export async function migrate(url: string, now: Date, folder: string = MIGRATIONS_FOLDER): Promise<void> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 5,
    onnotice: () => undefined,
    connection: { application_name: "migrate" },
  });
  try {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await applyMigrations(drizzle(sql), { migrationsFolder: folder });
    const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
    const first = lastMonth.toISOString().slice(0, 10);
    await sql`select ensure_attempt_partitions(${first}, ${MONTHS_AHEAD})`;
    await sql`select raise_walls()`;
    await sql`select grant_server_role()`;
  } finally {
    // Ending the connection lets go of the lock, also after an error.
    await sql.end({ timeout: 5 });
  }
}
