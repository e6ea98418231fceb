import type { Sql } from "postgres";

const VERB = /^create\s+(unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?/i;
const NAMES = /^"?(\w+)"?\s+on\s+(?:"?public"?\.)?"?(\w+)"?\s+/i;

interface Wanted {
  readonly unique: string;
  readonly name: string;
  readonly table: string;
  /** From `using` on. */
  readonly rest: string;
}

/** The index that a statement makes without keeping writers out; `null` for any other statement. */
export function readConcurrentIndex(statement: string): Wanted | null {
  const text = statement.replaceAll(/^[ \t]*--.*$/gm, "").trim();
  const [verb, unique = ""] = VERB.exec(text) ?? [];
  if (verb === undefined) return null;
  const [names, name = "", table = ""] = NAMES.exec(text.slice(verb.length)) ?? [];
  if (names === undefined) return null;
  const rest = text.slice(verb.length + names.length).replace(/;$/, "");
  if (rest === "" || rest.includes(";")) return null;
  return { unique, name, table, rest };
}

/** What there is of an index: one that was being built when its builder ended is there and not valid. */
async function stateOf(sql: Sql, name: string): Promise<"missing" | "invalid" | "valid"> {
  const [found] = await sql<{ valid: boolean }[]>`
    select indisvalid as valid from pg_index where indexrelid = to_regclass(${name})`;
  if (found === undefined) return "missing";
  return found.valid ? "valid" : "invalid";
}

async function buildOn(sql: Sql, { unique, name, table, rest }: Wanted): Promise<void> {
  const state = await stateOf(sql, name);
  if (state === "valid") return;
  if (state === "invalid") await sql.unsafe(`drop index concurrently "${name}"`);
  await sql.unsafe(`create ${unique}index concurrently "${name}" on "${table}" ${rest}`);
}

/**
 * Builds an index while others write, on a plain table or on a partitioned one: there first on the parent alone, then on
 * each partition, each of which is attached when it is whole. Safe to repeat from wherever it stopped.
 *
 * The statement must not be in a transaction, and no lock that others wait for may be held by a statement of theirs that is under way:
 * it waits for all of those.
 */
export async function buildIndex(sql: Sql, wanted: Wanted): Promise<void> {
  const { unique, name, table, rest } = wanted;
  const [parent] = await sql<{ partitioned: boolean }[]>`
    select relkind = 'p' as partitioned from pg_class where oid = to_regclass(${table})`;
  if (parent?.partitioned !== true) return buildOn(sql, wanted);
  await sql.unsafe(`create ${unique}index if not exists "${name}" on only "${table}" ${rest}`);
  const partitions = await sql<{ partition: string }[]>`
    select c.relname as partition from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = to_regclass(${table})
      and not exists (
        select from pg_inherits of_index join pg_index x on x.indexrelid = of_index.inhrelid
        where of_index.inhparent = to_regclass(${name}) and x.indrelid = c.oid)
    order by c.relname`;
  for (const { partition } of partitions) {
    const own = `${partition}_${name}`.slice(0, 63);
    await buildOn(sql, { unique, name: own, table: partition, rest });
    await sql.unsafe(`alter index "${name}" attach partition "${own}"`);
  }
}
