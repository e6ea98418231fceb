import { LIMITS } from "@fluentfusion/core";
import { sql } from "drizzle-orm";
import { check, integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";

/** The codes of an authenticator app (RFC 6238) that an account asks for beside its password. */
export const secondFactors = pgTable("second_factors", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  /** Encrypted with a key of `SECRET_KEY`: a copy of the database makes no codes. */
  sealedSecret: text("sealed_secret").notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  /** Asked for from then on; before it nobody has shown that their app makes the right codes. */
  confirmedAt: instant("confirmed_at"),
  /** The time step of the newest code that was taken: none is taken twice, and no older one. */
  lastStep: integer("last_step").notNull().default(0),
  /** SHA-256 of each recovery code that is left: so many random bits need no salt and no slow hash. */
  recoveryHashes: text("recovery_hashes").array().notNull(),
});

/** A wish to use another e-mail address, until both addresses have agreed. The newest wish alone counts. */
export const emailChanges = pgTable(
  "email_changes",
  {
    userId: uuid("user_id")
      .primaryKey()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Bound into both links, so that those of an older wish are good for nothing. */
    id: uuid("id").notNull(),
    newEmail: text("new_email").notNull(),
    askedAt: instant("asked_at").notNull().defaultNow(),
    oldAgreedAt: instant("old_agreed_at"),
    newAgreedAt: instant("new_agreed_at"),
  },
  (t) => [
    check(
      "email_changes_new_email",
      sql`${t.newEmail} = lower(${t.newEmail}) and length(${t.newEmail}) <= ${sql.raw(String(LIMITS.emailMaxChars))}`,
    ),
  ],
);
