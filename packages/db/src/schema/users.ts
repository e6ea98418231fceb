import { LIMITS } from "@fluentfusion/core";
import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { language, role, userType } from "./vocabulary.ts";

/** Accounts. The e-mail is stored lower-cased; a guest who has not been claimed yet has neither e-mail nor password. */
export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey(),
    username: text("username").notNull(),
    email: text("email"),
    emailVerifiedAt: instant("email_verified_at"),
    passwordHash: text("password_hash"),
    userType: userType("user_type").notNull(),
    role: role("role").notNull().default("learner"),
    targetLanguage: language("target_language").notNull(),
    nativeLanguage: language("native_language").notNull(),
    timeZone: text("time_zone").notNull().default("Africa/Kigali"),
    profileImage: text("profile_image"),
    joinedAt: instant("joined_at").notNull().defaultNow(),
    lastLoginAt: instant("last_login_at"),
    disabledAt: instant("disabled_at"),
    /** The newest mail with a link for a new password: links of older mails are no longer good. */
    resetMailId: uuid("reset_mail_id"),
  },
  (t) => [
    uniqueIndex("users_email_key").on(t.email),
    uniqueIndex("users_username_key").on(sql`lower(${t.username})`),
    /** Guests, one after another: those whom nobody can be any more are looked for among them. */
    index("users_guests_idx")
      .on(t.id)
      .where(sql`${t.email} is null`)
      .concurrently(),
    check("users_email_lower", sql`${t.email} = lower(${t.email})`),
    check("users_email_length", sql`length(${t.email}) <= ${sql.raw(String(LIMITS.emailMaxChars))}`),
    check(
      "users_username_length",
      sql`length(${t.username}) between ${sql.raw(String(LIMITS.usernameMinChars))} and ${sql.raw(String(LIMITS.usernameMaxChars))}`,
    ),
    check(
      "users_profile_image_length",
      sql`length(${t.profileImage}) <= ${sql.raw(String(LIMITS.profileImageMaxChars))}`,
    ),
    check("users_time_zone_length", sql`length(${t.timeZone}) <= 64`),
    check("users_languages_differ", sql`${t.targetLanguage} <> ${t.nativeLanguage}`),
  ],
);

/**
 * A signed-in device. Its refresh token names the session and a generation and carries a MAC over both, so nothing that
 * could sign in is stored. A generation before the current one is honoured for a short grace and is afterwards proof of
 * theft.
 */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    generation: integer("generation").notNull().default(0),
    rotatedAt: instant("rotated_at").notNull().defaultNow(),
    /** The newest generation whose access token was used: it has reached its owner, so no older one may be asked of. */
    confirmedGeneration: integer("confirmed_generation").notNull().default(-1),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** The absolute end, whatever the use. */
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    userAgent: text("user_agent"),
    /** The part of its address that names a provider or a town and no household: `197.243.0.0/24`. */
    network: text("network"),
    /** When a code of the authenticator app was shown; staff have no rights before. */
    secondFactorAt: instant("second_factor_at"),
  },
  (t) => [index("sessions_user_id_idx").on(t.userId)],
);

/** For programs that act for a person: made by hand, shown once, with an end and a scope. Only a hash is kept. */
export const personalAccessTokens = pgTable(
  "personal_access_tokens",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    /** SHA-256 of the whole token: 256 random bits need no salt and no slow hash. */
    tokenHash: text("token_hash").notNull(),
    scope: text("scope").notNull(),
    /** Made in a session that had shown a second factor. */
    withSecondFactor: boolean("with_second_factor").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    uniqueIndex("personal_access_tokens_hash_key").on(t.tokenHash),
    index("personal_access_tokens_user_id_idx").on(t.userId),
    check("personal_access_tokens_scope", sql`${t.scope} in ('read', 'write')`),
    check(
      "personal_access_tokens_name",
      sql`length(${t.name}) between 1 and ${sql.raw(String(LIMITS.tokenNameMaxChars))}`,
    ),
  ],
);
