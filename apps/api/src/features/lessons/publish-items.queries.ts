import { isDeepStrictEqual } from "node:util";
import { type ItemForms, meansTheSame } from "@fluentfusion/core";
import type { BuiltItem } from "@fluentfusion/curriculum";
import { type Database, schema } from "@fluentfusion/db";
import { inArray, sql } from "drizzle-orm";
import { v5 as uuidV5 } from "uuid";

type Db = Database["db"];
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { items } = schema;

/** Ids come from names, so the same course has the same ids in every installation and after every load. */
const NAMESPACE = "5c1a2f0e-8f0b-4c35-9d25-1c0a4a2f6b11";
export const idOf = (kind: "item" | "lesson" | "exercise", name: string) =>
  uuidV5(`${kind}:${name}`, NAMESPACE);

/** Of an item that has had one meaning only. */
export const itemIdOf = (slug: string) => idOf("item", slug);

/** Rows in one insert: PostgreSQL takes at most 65,535 parameters. */
const CHUNK = 1_000;

export async function inChunks<T>(rows: readonly T[], save: (chunk: T[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += CHUNK) await save(rows.slice(start, start + CHUNK));
}

/** The ids of a course's items by their slugs. */
export type ItemIds = ReadonlyMap<string, string>;

type StoredItem = typeof items.$inferSelect;

interface IdentifiedItems {
  readonly itemIds: ItemIds;
  /** What stands in the table under these names, by id. */
  readonly stored: ReadonlyMap<string, StoredItem>;
}

export function idIn(itemIds: ItemIds, slug: string): string {
  const id = itemIds.get(slug);
  if (id === undefined) throw new Error(`the course has no item ${slug}`);
  return id;
}

/**
 * The id of each item: that of the last meaning of its name which it still has, or a new one, so that what was learned
 * of another meaning is not taken for it. Undoing an edit brings the old id back.
 */
export async function identifyItems(tx: Tx, built: readonly BuiltItem[]): Promise<IdentifiedItems> {
  const stored = new Map<string, StoredItem>();
  const known = new Map<string, { readonly id: string; readonly forms: ItemForms }[]>();
  await inChunks(
    built.map(({ slug }) => slug),
    async (slugs) => {
      const rows = await tx
        .select()
        .from(items)
        .where(inArray(items.slug, slugs))
        .orderBy(sql`${items.retiredAt} desc nulls first`, items.id);
      for (const row of rows) {
        const { id, slug, targetLanguage, accepted } = row;
        stored.set(id, row);
        const meaning = { id, forms: { targetLanguage, accepted: accepted as ItemForms["accepted"] } };
        known.set(slug, [...(known.get(slug) ?? []), meaning]);
      }
    },
  );
  const itemIds = new Map(
    built.map((item) => {
      const meanings = known.get(item.slug) ?? [];
      const same = meanings.find(({ forms }) => meansTheSame(forms, item));
      const name = meanings.length === 0 ? item.slug : `${item.slug}@${meanings.length + 1}`;
      return [item.slug, same?.id ?? idOf("item", name)];
    }),
  );
  return { itemIds, stored };
}

/** Whether a row is stored as it is to be; JSON by what it says, since PostgreSQL has an order of its own for its keys. */
function isStored(row: StoredItem, stored: StoredItem | undefined): boolean {
  return stored !== undefined && isDeepStrictEqual({ ...stored, ...row }, stored);
}

/** Publishes the items of a course that differ from what is stored, each under its id, and retires the others. */
export async function publishItems(
  tx: Tx,
  built: readonly BuiltItem[],
  { itemIds, stored }: IdentifiedItems,
  now: Date,
): Promise<void> {
  const rows = built.map((item) => ({ ...item, id: idIn(itemIds, item.slug), retiredAt: null }));
  const published = sql`(select value::uuid from jsonb_array_elements_text(${JSON.stringify([...itemIds.values()])}::text::jsonb))`;
  await tx
    .update(items)
    .set({ retiredAt: now })
    .where(sql`${items.retiredAt} is null and ${items.id} not in ${published}`);
  const columns = [
    "text",
    "kind",
    "category",
    "difficulty",
    "topic",
    "register",
    "accepted",
    "sources",
    "confidence",
    "review",
    "retired_at",
  ];
  const set = Object.fromEntries(columns.map((column) => [column, sql.raw(`excluded."${column}"`)]));
  const differing = rows.filter((row) => !isStored(row, stored.get(row.id)));
  await inChunks(differing, (chunk) =>
    tx.insert(items).values(chunk).onConflictDoUpdate({ target: items.id, set }),
  );
}
