import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../src/testing/index.ts";

let database: TestDatabase;
/** What the guide says of each table. */
let guide: { readonly text: string; readonly places: ReadonlyMap<string, readonly string[]> };

const namesIn = (text: string, mark: RegExp) => Array.from(text.matchAll(mark), ([, name]) => name ?? "");

beforeAll(async () => {
  database = await createTestDatabase();
  const text = await readFile(new URL("../../../docs/sharding.md", import.meta.url), "utf8");
  const [, statements = "", after = ""] = text.slice(text.indexOf("## Where each table")).split("```");
  const distributed = statements.slice(statements.indexOf("create_distributed_table"));
  const reference = statements.slice(0, statements.indexOf("ALTER TABLE"));
  const local = after
    .slice(0, after.indexOf("##"))
    .split("\n")
    .filter((line) => line.startsWith("|"));
  const found: readonly [place: string, names: readonly string[]][] = [
    ["distributed", namesIn(distributed, /'(\w+)'/g).filter((name) => name !== "learner_id")],
    ["reference", namesIn(reference, /'(\w+)'/g)],
    ["local", local.flatMap((line) => namesIn(line.split("|")[1] ?? "", /`(\w+)`/g))],
  ];
  guide = { text, places: new Map(found.map(([place, names]) => [place, [...new Set(names)]])) };
});

afterAll(async () => {
  await database.close();
});

const inPlace = (place: string) =>
  sql.join(
    (guide.places.get(place) ?? []).map((name) => sql`${name}`),
    sql`, `,
  );

test("the guide to sharding says of every table where it goes, and of no other", async () => {
  const tables = await database.db.execute<{ name: string }>(sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`);
  const named = [...guide.places.values()].flat();
  expect(named.toSorted()).toEqual(tables.map(({ name }) => name).toSorted());
});

test("every table with a learner in it is distributed, or stays in one place for a reason", async () => {
  const owned = await database.db.execute<{ name: string }>(sql`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attname = 'learner_id' and c.relname not in (${inPlace("distributed")})`);
  expect(owned.map(({ name }) => name)).toEqual(["outbox_events"]);
});

test("whatever belongs to a person is looked up by that person through an index", async () => {
  const scanned = await database.db.execute<{ name: string }>(sql`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attname in ('learner_id', 'user_id')
      and not exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum)`);
  // A queue of short-lived rows.
  expect(scanned.map(({ name }) => name)).toEqual(["outbox_events"]);
});

test("with the guide's own changes, keys of distributed tables hold the learner and point to nothing elsewhere", async () => {
  const plain = guide.text.match(/^(ALTER TABLE .+;|DO \$\$[\s\S]+?END \$\$;)$/gm) ?? [];
  expect(plain).toHaveLength(3);
  for (const change of plain) await database.db.execute(sql.raw(change));
  const keys = await database.db.execute<{ name: string }>(sql`
    select i.indexrelid::regclass::text as name from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relname in (${inPlace("distributed")}) and i.indisunique
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'learner_id'
        and a.attnum = any(i.indkey))`);
  expect(keys).toEqual([]);
  const leaving = await database.db.execute<{ name: string }>(sql`
    select k.conname as name from pg_constraint k
      join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
    where k.contype = 'f' and c.relname in (${inPlace("distributed")}, ${inPlace("reference")})
      and f.relname not in (${inPlace("reference")})
      and not (f.relname in (${inPlace("distributed")}) and exists (select from pg_attribute a
        where a.attrelid = c.oid and a.attname = 'learner_id' and a.attnum = any(k.conkey)))`);
  expect(leaving.map(({ name }) => name)).toEqual([]);
});
