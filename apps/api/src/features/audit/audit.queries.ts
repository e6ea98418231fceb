import { type Database, schema } from "@fluentfusion/db";
import { desc } from "drizzle-orm";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

/** What is kept of who did what to whom. Names of deeds are stable: people search for them. */
export interface Deed {
  readonly id: string;
  readonly at: Date;
  /** `null`: nobody who is known, or the server itself. */
  readonly actorId: string | null;
  readonly action: string;
  readonly subjectId: string | null;
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
}

/** The newest entry's number and hash, to be kept where whoever owns the database cannot change it. */
export async function readAuditHead(db: Db): Promise<{ seq: number | null; hash: string | null }> {
  const { seq, hash } = schema.auditLog;
  const [head] = await db.select({ seq, hash }).from(schema.auditLog).orderBy(desc(seq)).limit(1);
  return head ?? { seq: null, hash: null };
}

/** Written in the transaction of the deed, so that neither is without the other. No secrets, no addresses in `detail`. */
export async function recordDeed(tx: Db | Tx, deed: Deed): Promise<void> {
  const actorKind = deed.actorId === null ? "anonymous" : "user";
  await tx.insert(schema.auditLog).values({ ...deed, actorKind, detail: deed.detail ?? {} });
}
