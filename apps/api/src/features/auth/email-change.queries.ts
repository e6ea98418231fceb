import { type Database, schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { emailChanges, users } = schema;

export type EmailChangeRow = typeof emailChanges.$inferSelect;

/** In place of an older wish. */
export async function putEmailChange(tx: Tx, row: EmailChangeRow): Promise<void> {
  await tx.insert(emailChanges).values(row).onConflictDoUpdate({ target: emailChanges.userId, set: row });
}

export async function findEmailChange(db: Db, userId: string): Promise<EmailChangeRow | null> {
  const rows = await db.select().from(emailChanges).where(eq(emailChanges.userId, userId));
  return rows[0] ?? null;
}

/** Under its row lock: both links may be opened at once. */
export async function lockEmailChange(tx: Tx, userId: string): Promise<EmailChangeRow | null> {
  const rows = await tx.select().from(emailChanges).where(eq(emailChanges.userId, userId)).for("update");
  return rows[0] ?? null;
}

export async function noteAgreement(
  tx: Tx,
  userId: string,
  agreed: Partial<Pick<EmailChangeRow, "oldAgreedAt" | "newAgreedAt">>,
): Promise<void> {
  await tx.update(emailChanges).set(agreed).where(eq(emailChanges.userId, userId));
}

/** No link of a wish is good any more. */
export async function dropEmailChange(tx: Tx, userId: string): Promise<void> {
  await tx.delete(emailChanges).where(eq(emailChanges.userId, userId));
}

/** The wish is fulfilled: whoever has the new address has shown that it is theirs. */
export async function moveToEmail(tx: Tx, { userId, newEmail }: EmailChangeRow, at: Date): Promise<void> {
  await tx.update(users).set({ email: newEmail, emailVerifiedAt: at }).where(eq(users.id, userId));
  await tx.delete(emailChanges).where(eq(emailChanges.userId, userId));
}
