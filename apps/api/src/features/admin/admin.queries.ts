import type { AuditInput, ListUsersInput } from "@fluentfusion/contract";
import type { Role } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
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

/** How many entries there are, the newest hash, and the first entry that the one before it does not vouch for. */
export async function checkChain(
  db: Db,
): Promise<{ entries: number; head: string | null; firstBroken: number | null }> {
  const [row] = await db.execute<{ entries: string; head: string | null; broken: string | null }>(sql`
    select count(*) as entries, first_broken_audit() as broken,
           (select hash from ${auditLog} where seq is not null order by seq desc limit 1) as head
    from ${auditLog}`);
  const broken = row?.broken ?? null;
  return {
    entries: Number(row?.entries ?? 0),
    head: row?.head ?? null,
    firstBroken: broken === null ? null : Number(broken),
  };
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
