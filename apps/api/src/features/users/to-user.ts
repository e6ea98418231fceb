import type { User } from "@fluentfusion/contract";
import type { UserRow } from "../auth/auth.queries.ts";

/** What may leave the server of an account. */
export function toUser(row: UserRow): User {
  return {
    id: row.id,
    username: row.username,
    email: row.email ?? "",
    userType: row.userType,
    role: row.role,
    targetLanguage: row.targetLanguage,
    nativeLanguage: row.nativeLanguage,
    timeZone: row.timeZone,
    profileImage: row.profileImage,
    isGuest: row.email === null,
    emailVerified: row.emailVerifiedAt !== null,
    joinedAt: row.joinedAt.toISOString(),
    lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
  };
}
