import type { AuditInput, ListUsersInput } from "@fluentfusion/contract";
import type { Role } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, desc, eq, isNull, lt, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { UserRow } from "../auth/auth.queries.ts";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { auditLog, users } = schema;

/** As text that `like` takes for what it is. */
function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`);
}

/** One more than asked for, so that it is known whether there is another page. */
export async function findUsers(db: Db, { search, role, cursor, limit }: ListUsersInput): Promise<UserRow[]> {
  const beginning = `${escapeLike((search ?? "").toLowerCase())}%`;
  return db
    .select()
    .from(users)
    .where(
      and(
        search === undefined
          ? undefined
          : or(sql`${users.email} like ${beginning}`, sql`lower(${users.username}) like ${beginning}`),
        role === undefined ? undefined : eq(users.role, role),
        cursor === undefined ? undefined : lt(users.id, cursor),
      ),
    )
    .orderBy(desc(users.id))
    .limit(limit + 1);
}

/** All who are admins now, locked: two who demote each other at once take turns. */
export async function lockAdmins(tx: Tx): Promise<string[]> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), isNull(users.disabledAt)))
    .orderBy(users.id)
    .for("update");
  return rows.map(({ id }) => id);
}

export async function lockUser(tx: Tx, id: string): Promise<UserRow | null> {
  const rows = await tx.select().from(users).where(eq(users.id, id)).for("update");
  return rows[0] ?? null;
}

export async function updateRole(tx: Tx, id: string, role: Role): Promise<void> {
  await tx.update(users).set({ role }).where(eq(users.id, id));
}

/** So many hashes are made in far less time than a statement may take. */
const CHAIN_PAGE = 20_000;

/** What a page of the chain says, after the entry of this number and hash. */
const chainPage = (after: ChainEnd, limit: number): SQL => sql`
  select count(*) as entries, max(page.seq) as seq, (array_agg(page.hash order by page.seq desc))[1] as hash,
    min(page.seq) filter (where page.seq <> page.before + 1
      or page.hash is distinct from audit_hash(page.hash_before, page.entry)) as broken
  from (
    select entry, entry.seq, entry.hash, lag(entry.seq, 1, ${after.seq}::bigint) over number as before,
      lag(entry.hash, 1, ${after.hash}::text) over number as hash_before
    from ${auditLog} entry where entry.seq > ${after.seq}::bigint
    window number as (order by entry.seq) order by entry.seq limit ${limit}
  ) page`;

interface ChainEnd {
  readonly seq: number;
  readonly hash: string;
}

/**
 * How many entries there are, the newest hash, and the first entry that the one before it does not vouch for. The log only grows: it
 * is read page by page, so that no statement takes longer the longer it is.
 */
export async function checkChain(
  db: Db | Tx,
  limit: number = CHAIN_PAGE,
): Promise<{ entries: number; head: string | null; firstBroken: number | null }> {
  // Of an entry without a number nothing else tells.
  const [odd] = await db.execute<{ count: string }>(
    sql`select count(*) from ${auditLog} where ${isNull(auditLog.seq)}`,
  );
  let entries = Number(odd?.count ?? 0);
  let firstBroken = entries > 0 ? 0 : null;
  let end: ChainEnd = { seq: 0, hash: "" };
  for (;;) {
    const [page] = await db.execute<{ entries: string; seq: string; hash: string; broken: string | null }>(
      chainPage(end, limit),
    );
    const found = Number(page?.entries ?? 0);
    entries += found;
    if (page !== undefined && found > 0) {
      end = { seq: Number(page.seq), hash: page.hash };
      if (page.broken !== null) firstBroken ??= Number(page.broken);
    }
    if (found < limit) return { entries, head: entries === 0 ? null : end.hash, firstBroken };
  }
}

const actors = alias(users, "actors");
const subjects = alias(users, "subjects");
/** What an entry is about is an account, or something else whose id or name is told. */
const subjectAccount = sql`case when ${auditLog.subjectId} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then ${auditLog.subjectId}::uuid end`;

export interface AuditRow {
  readonly entry: typeof auditLog.$inferSelect;
  readonly actorName: string | null;
  readonly subjectName: string | null;
}

/** One more than asked for, with what the accounts are called now. */
export async function findAudit(
  db: Db,
  { actorId, subjectId, cursor, limit }: AuditInput,
): Promise<AuditRow[]> {
  return db
    .select({ entry: auditLog, actorName: actors.username, subjectName: subjects.username })
    .from(auditLog)
    .leftJoin(actors, eq(actors.id, auditLog.actorId))
    .leftJoin(subjects, eq(subjects.id, subjectAccount))
    .where(
      and(
        actorId === undefined ? undefined : eq(auditLog.actorId, actorId),
        subjectId === undefined ? undefined : eq(auditLog.subjectId, subjectId),
        cursor === undefined ? undefined : lt(auditLog.id, cursor),
      ),
    )
    .orderBy(desc(auditLog.id))
    .limit(limit + 1);
}
