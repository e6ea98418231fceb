import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import postgres from "postgres";
import { expect, inject, test } from "vitest";
import { migrate, MIGRATIONS_FOLDER } from "../src/migrate.ts";
import { createTestDatabase } from "../src/testing/index.ts";
import { withDatabase } from "../src/testing/database-url.ts";

test("several instances that migrate an empty database at once all succeed and leave one schema", async () => {
  const { serverUrl } = inject("postgres");
  const name = `ff_race_${Date.now().toString(36)}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name}`);
  const url = withDatabase(serverUrl, name);
  try {
    await Promise.all(Array.from({ length: 4 }, () => migrate(url, new Date("2026-11-23T00:00:00Z"))));
    const sqlOf = postgres(url, { max: 1 });
    const [row] = await sqlOf`select count(*)::int as applied from drizzle.__drizzle_migrations`;
    const parts =
      await sqlOf`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'attempts'::regclass`;
    await sqlOf.end();
    expect(row?.["applied"]).toBe(readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER }).length);
    expect(parts.map((part) => String(part["name"]))).toContain("attempts_2027_10");
  } finally {
    await admin.unsafe(`drop database ${name} with (force)`);
    await admin.end();
  }
});

/** Rows of these tables are never deleted (lessons are retired), so nothing looks their references up. */
const NEVER_DELETED = ["items", "lessons"];

test("every reference to what can be deleted has an index, so that forgetting a person scans no table", async () => {
  const database = await createTestDatabase();
  try {
    const missing = await database.db.execute<{ name: string }>(sql`
      select c.conrelid::regclass || ' ' || c.conname as name from pg_constraint c
      where c.contype = 'f' and c.conparentid = 0
        and c.confrelid::regclass::text not in ${NEVER_DELETED}
        and not exists (select from pg_index i where i.indrelid = c.conrelid
          and (i.indkey::int2[])[0:cardinality(c.conkey) - 1] @> c.conkey)`);
    expect(missing.map((row) => row.name)).toEqual([]);
  } finally {
    await database.close();
  }
});
