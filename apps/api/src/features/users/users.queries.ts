import { type Database, schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import type { UserRow } from "../auth/auth.queries.ts";

const { users } = schema;

export type UserChange = Partial<
  Pick<UserRow, "username" | "userType" | "targetLanguage" | "nativeLanguage" | "timeZone" | "profileImage">
>;

/** Throws the database's unique violation when the name is taken. */
export async function updateUser(
  db: Database["db"],
  id: string,
  change: UserChange,
): Promise<UserRow | null> {
  const rows = await db.update(users).set(change).where(eq(users.id, id)).returning();
  return rows[0] ?? null;
}
