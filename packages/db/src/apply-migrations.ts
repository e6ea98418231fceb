import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import type { Sql } from "postgres";
import { buildIndex, readConcurrentIndex } from "./build-index.ts";
import { patiently } from "./patience.ts";

/**
 * Whoever waits behind a migration that waits gets their turn before they give up (2 s) and before PostgreSQL looks for a
 * deadlock (1 s) and ends one of the two: the migration has then let go of everything.
 */
const LOCK_WITHIN_MS = 500;
const TRIES = 50;

/** Where drizzle-kit's own migrator keeps what was applied; the newest `created_at` counts. */
const APPLIED = "drizzle.__drizzle_migrations";

async function findNewest(sql: Sql): Promise<number> {
  await sql.unsafe("create schema if not exists drizzle");
  await sql.unsafe(
    `create table if not exists ${APPLIED} (id serial primary key, hash text not null, created_at bigint)`,
  );
  const [newest] = await sql.unsafe<{ at: string | null }[]>(
    `select max(created_at)::text as at from ${APPLIED}`,
  );
  return Number(newest?.at ?? 0);
}

const NOTE = `insert into ${APPLIED} (hash, created_at) values ($1, $2)`;

/** Whole or not at all. */
async function applyAtOnce(sql: Sql, { sql: statements, hash, folderMillis }: MigrationMeta): Promise<void> {
  await sql.begin(async (tx) => {
    await tx.unsafe(`set local lock_timeout = ${LOCK_WITHIN_MS}`);
    for (const statement of statements) await tx.unsafe(statement);
    await tx.unsafe(NOTE, [hash, folderMillis]);
  });
}

/** No transaction can hold these; each is safe to repeat. */
async function applyConcurrently(
  sql: Sql,
  { sql: statements, hash, folderMillis }: MigrationMeta,
): Promise<void> {
  for (const statement of statements) {
    const wanted = readConcurrentIndex(statement);
    if (wanted === null) throw new Error(`not an index that is built concurrently: ${statement.trim()}`);
    await buildIndex(sql, wanted);
  }
  await sql.unsafe(NOTE, [hash, folderMillis]);
}

/**
 * Applies the migrations of a folder that are newer than the newest applied one, each in a transaction of its own; those
 * of a file that makes indexes concurrently without one. A lock that others hold is waited for half a second at a time.
 */
export async function applyMigrations(sql: Sql, folder: string): Promise<void> {
  const newest = await findNewest(sql);
  for (const migration of readMigrationFiles({ migrationsFolder: folder })) {
    if (migration.folderMillis <= newest) continue;
    const isConcurrent = migration.sql.some((statement) => readConcurrentIndex(statement) !== null);
    const apply = isConcurrent ? applyConcurrently : applyAtOnce;
    await patiently(TRIES, () => apply(sql, migration));
  }
}

/** One statement that changes tables, by the same rules. */
export async function changeTables(
  sql: Sql,
  statement: string,
  values: (string | number)[] = [],
): Promise<void> {
  await patiently(TRIES, () =>
    sql.begin(async (tx) => {
      await tx.unsafe(`set local lock_timeout = ${LOCK_WITHIN_MS}`);
      await tx.unsafe(statement, values);
    }),
  );
}
