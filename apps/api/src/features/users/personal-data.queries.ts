import { type Database, schema } from "@fluentfusion/db";
import { and, asc, eq, getTableColumns, getTableName, gt, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { PERSONAL_TABLES, type PersonalTable } from "./personal-data.ts";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** Longer than other statements may take: a long life of learning goes at once. */
const ERASE_WITHIN_MS = 60_000;

function column({ table }: PersonalTable, name: string): PgColumn {
  const found = (getTableColumns(table) as Readonly<Record<string, PgColumn>>)[name];
  if (found === undefined) throw new Error(`no column ${name}`);
  return found;
}

export interface ToldRow {
  /** Where the next page begins. */
  readonly key: string;
  readonly told: Readonly<Record<string, unknown>>;
}

/** Rows of one person, as the policy has them told, after the row with this key. */
export async function readTold(
  db: Db,
  personal: PersonalTable,
  { personId, after, limit }: { personId: string; after: string | null; limit: number },
): Promise<ToldRow[]> {
  const order = column(personal, personal.order);
  const columns = Object.fromEntries(personal.told.map((name) => [name, column(personal, name)]));
  const rows = await db
    .select({ ...columns, cursorKey: sql<string>`${order}::text` })
    .from(personal.table)
    .where(
      and(
        eq(column(personal, personal.owner), personId),
        after === null ? undefined : gt(order, sql`cast(${after}::text as ${sql.raw(order.getSQLType())})`),
      ),
    )
    .orderBy(asc(order))
    .limit(limit);
  return rows.map(({ cursorKey: key, ...told }) => ({ key, told }));
}

/** Takes an account and all that is its person's. Rows of the log may go for this alone. */
export async function erasePerson(tx: Tx, personId: string): Promise<void> {
  await tx.execute(sql`select set_config('statement_timeout', ${String(ERASE_WITHIN_MS)}, true)`);
  for (const personal of PERSONAL_TABLES.filter(({ erase }) => erase === "first")) {
    const [table, owner] = [getTableName(personal.table), column(personal, personal.owner).name];
    await tx.execute(sql`select erase_rows(${table}::regclass, ${owner}, ${personId}::uuid)`);
  }
  await tx.delete(schema.users).where(eq(schema.users.id, personId));
}
