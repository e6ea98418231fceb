import type { AuditAction } from "@fluentfusion/contract";
import { type Database, schema } from "@fluentfusion/db";
import { desc, type SQL, sql } from "drizzle-orm";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** What is kept of who did what to whom. */
export interface Deed {
  readonly id: string;
  readonly at: Date;
  /** `null`: nobody who is known, or the server itself. */
  readonly actorId: string | null;
  readonly action: AuditAction;
  readonly subjectId: string | null;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The newest entry's number and hash, to be kept where whoever owns the database cannot change it. */
export async function readAuditHead(db: Db): Promise<{ seq: number | null; hash: string | null }> {
  const { seq, hash } = schema.auditLog;
  const [head] = await db.select({ seq, hash }).from(schema.auditLog).orderBy(desc(seq)).limit(1);
  return head ?? { seq: null, hash: null };
}

const actorKindOf = ({ actorId }: Deed) => (actorId === null ? "anonymous" : "user");

/**
 * Writes a deed as part of the statement that does it, for each row of `done`: what the statement has changed, so that a deed
 * is the last thing that is written here too.
 */
export function deedOf(deed: Deed, done: SQL): SQL {
  const { auditLog } = schema;
  const names = ["id", "at", "actorId", "actorKind", "action", "subjectId", "detail"] as const;
  const columns = sql.join(
    names.map((name) => sql.identifier(auditLog[name].name)),
    sql`, `,
  );
  const { id, at, actorId, action, subjectId, detail = {} } = deed;
  return sql`insert into ${auditLog} (${columns})
    select ${id}::uuid, ${at.toISOString()}::timestamptz, ${actorId}::uuid, ${actorKindOf(deed)}, ${action},
      ${subjectId}, ${JSON.stringify(detail)}::text::jsonb from ${done}`;
}

/** Written in the transaction of the deed, so that neither is without the other. No secrets, no addresses in `detail`. */
export async function recordDeed(tx: Db | Tx, deed: Deed): Promise<void> {
  await tx
    .insert(schema.auditLog)
    .values({ ...deed, actorKind: actorKindOf(deed), detail: deed.detail ?? {} });
}
