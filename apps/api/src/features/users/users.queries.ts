import { type Database, schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import type { UserRow } from "../auth/auth.queries.ts";

type Tx = Parameters<Parameters<Database["db"]["transaction"]>[0]>[0];

const { users } = schema;

export type UserChange = Partial<
  Pick<UserRow, "username" | "userType" | "targetLanguage" | "nativeLanguage" | "timeZone" | "profileImage">
>;

/**
 * From here on, what counts what an account has takes turns until this transaction ends: two that count at once would both find
 * room for one more. To be called first: whoever changes an account locks it before its sessions.
 */
export async function lockAccount(tx: Tx, id: string): Promise<void> {
  // Not the whole row: rows that point to it are written meanwhile.
  await tx.select({ id: users.id }).from(users).where(eq(users.id, id)).for("no key update");
}

/** Throws the database's unique violation when the name is taken. */
export async function updateUser(
  db: Database["db"],
  id: string,
  change: UserChange,
): Promise<UserRow | null> {
  const rows = await db.update(users).set(change).where(eq(users.id, id)).returning();
  return rows[0] ?? null;
}
