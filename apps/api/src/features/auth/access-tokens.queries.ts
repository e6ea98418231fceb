import { type Database, schema } from "@fluentfusion/db";
import { and, count, desc, eq, gt, isNull, sql } from "drizzle-orm";
import type { Actor } from "../../shared/actor.ts";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { personalAccessTokens: tokens, users } = schema;

export type TokenRow = typeof tokens.$inferSelect;

/** The account of a token that has not ended. */
export async function findTokenActor(
  db: Db,
  tokenHash: string,
  now: Date,
): Promise<(Actor & { lastUsedAt: Date | null; expiresAt: Date }) | null> {
  const rows = await db
    .select({
      userId: users.id,
      sessionId: tokens.id,
      scope: sql<"read" | "write">`${tokens.scope}`,
      hasSecondFactor: tokens.withSecondFactor,
      role: users.role,
      userType: users.userType,
      targetLanguage: users.targetLanguage,
      nativeLanguage: users.nativeLanguage,
      timeZone: users.timeZone,
      joinedAt: users.joinedAt,
      lastUsedAt: tokens.lastUsedAt,
      expiresAt: tokens.expiresAt,
    })
    .from(tokens)
    .innerJoin(users, eq(users.id, tokens.userId))
    .where(and(eq(tokens.tokenHash, tokenHash), gt(tokens.expiresAt, now), isNull(users.disabledAt)));
  return rows[0] ?? null;
}

export async function noteTokenUse(db: Db, id: string, at: Date): Promise<void> {
  await db.update(tokens).set({ lastUsedAt: at }).where(eq(tokens.id, id));
}

export async function insertToken(tx: Tx, row: typeof tokens.$inferInsert): Promise<void> {
  await tx.insert(tokens).values(row);
}

export async function countTokens(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx.select({ tokens: count() }).from(tokens).where(eq(tokens.userId, userId));
  return row?.tokens ?? 0;
}

/** Newest first, ended ones too. */
export async function listTokens(db: Db, userId: string): Promise<TokenRow[]> {
  return db.select().from(tokens).where(eq(tokens.userId, userId)).orderBy(desc(tokens.id));
}

/** All of this account. Says how many there were. */
export async function deleteTokens(tx: Tx, userId: string): Promise<number> {
  const gone = await tx.delete(tokens).where(eq(tokens.userId, userId)).returning({ id: tokens.id });
  return gone.length;
}

/** Whether there was such a token of this account. */
export async function deleteToken(tx: Tx, userId: string, id: string): Promise<boolean> {
  const gone = await tx
    .delete(tokens)
    .where(and(eq(tokens.id, id), eq(tokens.userId, userId)))
    .returning({ id: tokens.id });
  return gone.length === 1;
}
