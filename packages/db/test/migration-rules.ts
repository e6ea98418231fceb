import { readConcurrentIndex } from "../src/build-index.ts";

/** A part of a migration that is not made while servers of the release before it work. */
export interface Breach {
  readonly rule: string;
  readonly statement: string;
}

const UNUSED_SINCE = /^\s*--\s*unused since (\d+)\.(\d+)\.(\d+)/im;

function isOlder(version: readonly number[], than: readonly number[]): boolean {
  const at = version.findIndex((part, index) => part !== than[index]);
  return at !== -1 && (version[at] ?? 0) < (than[at] ?? 0);
}

/** Bodies of functions say nothing of tables until they are called. */
const withoutBodies = (text: string) => text.replaceAll(/\$(\w*)\$[\s\S]*?\$\1\$/g, "''");
const plain = (statement: string) =>
  statement.replaceAll(/--.*$/gm, "").replaceAll(/\s+/g, " ").replaceAll('"', "").trim().toLowerCase();

const TAKEN_AWAY =
  /^drop (table|view|type|index|schema|function|materialized view)|^alter table .* drop column|^alter table .* rename|^alter (type|view|index|table) \S+ rename/;
const REWRITES =
  /^alter table .* alter column \S+ (set data )?type|^cluster|^vacuum full|^reindex (?!.*concurrently)/;

/**
 * What of a migration would keep the servers that are at work from working, or keep them waiting: they go on using what there
 * was, and write without what is new.
 *
 * @param text of the file
 * @param version of the release that the migration belongs to; what was used by no release since an older one may go, where
 *   a comment before the statement says so: `-- unused since 0.1.0`
 */
export function breachesOf(text: string, version: string): Breach[] {
  const release = version.split(".").map(Number);
  const statements = withoutBodies(text)
    .split(/--> statement-breakpoint|;/)
    .map((raw) => ({ raw, said: plain(raw) }))
    .filter(({ said }) => said !== "");
  const made = new Set(
    statements.flatMap(
      ({ said }) => /^create table (?:if not exists )?(?:public\.)?(\w+)/.exec(said)?.[1] ?? [],
    ),
  );
  const isOnNew = (said: string) => {
    const table = /^(?:alter table (?:only )?|create (?:unique )?index .*? on )(?:public\.)?(\w+)/.exec(
      said,
    )?.[1];
    return table !== undefined && made.has(table);
  };
  // Locks of one table that wait for those of another are how deadlocks come about.
  const locked = new Set(
    statements.flatMap(({ said }) => {
      const own = /^alter table (?:only )?(?:public\.)?(\w+)/.exec(said)?.[1];
      const other = / references (?:public\.)?(\w+)/.exec(said)?.[1];
      return [own, other].filter((table) => table !== undefined && !made.has(table));
    }),
  );
  const concurrent = statements.filter(({ raw }) => readConcurrentIndex(raw) !== null);
  const breaches: Breach[] = [];
  const notValid = new Set<string>();
  if (locked.size > 1)
    breaches.push({ rule: "one table in use to a file", statement: [...locked].join(", ") });
  for (const { raw, said } of statements) {
    const breach = (rule: string) => breaches.push({ rule, statement: said });
    if (/concurrently/.test(said)) {
      if (!concurrent.some((one) => one.raw === raw)) breach("written so that migrate() can read it");
      else if (concurrent.length !== statements.length) breach("in a file of its own");
      continue;
    }
    if (TAKEN_AWAY.test(said)) {
      const since = UNUSED_SINCE.exec(raw)?.slice(1).map(Number);
      if (since === undefined || !isOlder(since, release)) breach("used by the release before");
      continue;
    }
    if (isOnNew(said)) continue;
    if (/^create (unique )?index/.test(said)) breach("built concurrently");
    if (REWRITES.test(said)) breach("rewritten while all wait");
    if (/ add column .*not null/.test(said) && !/ default /.test(said))
      breach("written without by the release before");
    if (/ add column .* default (?!'|-?\d|null|true|false|now\(\)|current_)/.test(said))
      breach("rewritten while all wait");
    if (/ set not null/.test(said)) breach("looked through while all wait");
    if (/ add constraint \S+ (unique|primary key)(?! using index)/.test(said)) breach("built concurrently");
    if (/ add constraint \S+ (check|foreign key)/.test(said)) {
      if (!said.endsWith("not valid")) breach("looked through while all wait");
      notValid.add(/add constraint (\S+)/.exec(said)?.[1] ?? "");
    }
    const validated = / validate constraint (\S+)/.exec(said)?.[1];
    if (validated !== undefined && notValid.has(validated)) breach("looked through while all wait");
  }
  return breaches;
}
