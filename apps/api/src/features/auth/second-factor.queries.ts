import { type Database, schema } from "@fluentfusion/db";
import { and, eq, isNotNull, isNull } from "drizzle-orm";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { personalAccessTokens: tokens, secondFactors, sessions } = schema;

export type SecondFactorRow = typeof secondFactors.$inferSelect;

/** Whether this account asks for a code. */
export async function hasSecondFactor(db: Db | Tx, userId: string): Promise<boolean> {
  const rows = await db
    .select({ userId: secondFactors.userId })
    .from(secondFactors)
    .where(and(eq(secondFactors.userId, userId), isNotNull(secondFactors.confirmedAt)));
  return rows.length === 1;
}

export async function findSecondFactor(db: Db, userId: string): Promise<SecondFactorRow | null> {
  const rows = await db.select().from(secondFactors).where(eq(secondFactors.userId, userId));
  return rows[0] ?? null;
}

/** Under its row lock, so that a code that comes twice at once is taken once. */
export async function lockSecondFactor(tx: Tx, userId: string): Promise<SecondFactorRow | null> {
  const rows = await tx.select().from(secondFactors).where(eq(secondFactors.userId, userId)).for("update");
  return rows[0] ?? null;
}

/** In place of one that was not confirmed; `false` when there is one that was. */
export async function putSecondFactor(
  tx: Tx,
  row: Pick<SecondFactorRow, "userId" | "sealedSecret" | "createdAt">,
): Promise<boolean> {
  const fresh = { ...row, lastStep: 0, recoveryHashes: [] };
  const put = await tx
    .insert(secondFactors)
    .values(fresh)
    .onConflictDoUpdate({
      target: secondFactors.userId,
      set: fresh,
      setWhere: isNull(secondFactors.confirmedAt),
    })
    .returning({ userId: secondFactors.userId });
  return put.length === 1;
}

export async function updateSecondFactor(
  tx: Tx,
  userId: string,
  change: Partial<Omit<SecondFactorRow, "userId">>,
): Promise<void> {
  await tx.update(secondFactors).set(change).where(eq(secondFactors.userId, userId));
}

/** Whether there was one. No session or token of the account counts as having shown a code from now on. */
export async function deleteSecondFactor(tx: Tx, userId: string): Promise<boolean> {
  const gone = await tx
    .delete(secondFactors)
    .where(eq(secondFactors.userId, userId))
    .returning({ userId: secondFactors.userId });
  await tx.update(sessions).set({ secondFactorAt: null }).where(eq(sessions.userId, userId));
  await tx.update(tokens).set({ withSecondFactor: false }).where(eq(tokens.userId, userId));
  return gone.length === 1;
}

/** This session has shown a code. */
export async function markSecondFactor(tx: Tx, sessionId: string, at: Date): Promise<void> {
  await tx.update(sessions).set({ secondFactorAt: at }).where(eq(sessions.id, sessionId));
}
