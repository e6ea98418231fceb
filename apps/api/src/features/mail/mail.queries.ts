import { type Database, schema } from "@fluentfusion/db";
import { and, asc, count, eq, isNull, like, lte, min, sql } from "drizzle-orm";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { outboxEvents } = schema;

/** What a mail is about; its text is made when it is sent. */
export type MailOrder =
  | { readonly topic: "mail.verify-email"; readonly userId: string }
  | {
      readonly topic:
        | "mail.password-changed"
        | "mail.second-factor-on"
        | "mail.second-factor-off"
        | "mail.email-change-old"
        | "mail.email-change-new";
      readonly userId: string;
    }
  /** By address, so that an unknown one costs the caller as much time as a known one. */
  | { readonly topic: "mail.reset-password"; readonly email: string };

export interface WaitingMail {
  readonly id: string;
  readonly order: MailOrder;
  readonly tries: number;
}

/** In the transaction of what the mail tells of: both happen or neither. */
export async function orderMail(
  tx: Db | Tx,
  { topic, ...about }: MailOrder,
  { id, at }: { id: string; at: Date },
): Promise<void> {
  const learnerId = "userId" in about ? about.userId : null;
  const row = { id, topic, learnerId, payload: about, createdAt: at, availableAt: at };
  await tx.insert(outboxEvents).values(row);
}

/**
 * The next mail that is due, which nobody else takes before `until`: sending may take seconds, and a transaction that is held open
 * meanwhile is a connection less for others.
 */
export async function takeDueMail(db: Db, now: Date, until: Date): Promise<WaitingMail | null> {
  const next = db
    .select({ id: outboxEvents.id })
    .from(outboxEvents)
    .where(
      and(
        isNull(outboxEvents.deliveredAt),
        lte(outboxEvents.availableAt, now),
        like(outboxEvents.topic, "mail.%"),
      ),
    )
    .orderBy(asc(outboxEvents.availableAt), asc(outboxEvents.id))
    .limit(1)
    .for("update", { skipLocked: true });
  const [row] = await db
    .update(outboxEvents)
    .set({ availableAt: until })
    .where(eq(outboxEvents.id, next))
    .returning();
  if (row === undefined) return null;
  const order = { topic: row.topic, ...(row.payload as object) } as MailOrder;
  return { id: row.id, order, tries: row.tries };
}

/**
 * How many wait, and for how long the one that has waited longest. One that was tried in vain is due later, and has waited all the
 * same.
 */
export async function readBacklog(db: Db, now: Date): Promise<{ waiting: number; oldestSeconds: number }> {
  const [row] = await db
    .select({ waiting: count(), oldest: min(outboxEvents.createdAt) })
    .from(outboxEvents)
    .where(isNull(outboxEvents.deliveredAt));
  const { waiting = 0, oldest = null } = row ?? {};
  const waitedMs = oldest === null ? 0 : now.getTime() - oldest.getTime();
  return { waiting, oldestSeconds: Math.max(0, waitedMs / 1000) };
}

/** Sent, or given up: whom it was for is forgotten. */
export async function removeMail(db: Db, id: string): Promise<void> {
  await db.delete(outboxEvents).where(eq(outboxEvents.id, id));
}

/** Mails that were ordered by an address alone, which nothing else ties to its account. */
export async function removeMailsTo(tx: Tx, email: string): Promise<void> {
  await tx.delete(outboxEvents).where(eq(sql`${outboxEvents.payload} ->> 'email'`, email));
}

export async function postponeMail(db: Db, id: string, tries: number, until: Date): Promise<void> {
  await db.update(outboxEvents).set({ tries, availableAt: until }).where(eq(outboxEvents.id, id));
}
