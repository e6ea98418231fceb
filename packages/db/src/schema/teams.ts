import { LIMITS } from "@fluentfusion/core";
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant } from "./columns.ts";
import { users } from "./users.ts";
import { category, language } from "./vocabulary.ts";

/** People who learn together for one employer: a hotel, a tour company. */
export const teams = pgTable(
  "teams",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (t) => [
    check(
      "teams_name",
      sql`char_length(${t.name}) between 1 and ${sql.raw(String(LIMITS.teamNameMaxChars))}`,
    ),
  ],
);

/**
 * A fixed set of members whose sums a report tells together: packages/core/src/cohorts says when one is formed. It holds
 * no persons, only their sum; who is in it stands with the members and goes with them.
 */
export const teamCohorts = pgTable(
  "team_cohorts",
  {
    teamId: uuid("team_id")
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    targetLanguage: language("target_language").notNull(),
    /** `null`: of several posts. */
    post: text("post"),
    /** When it was formed, those who have left included. */
    size: smallint("size").notNull(),
    /** By situation, the sum of the members' shares as last told. */
    sums: jsonb("sums").notNull(),
    toldAt: instant("told_at").notNull(),
    retiredAt: instant("retired_at"),
  },
  (t) => [primaryKey({ columns: [t.teamId, t.id] })],
);

/** Who is in a team, by their own consent, and who was: somebody who comes back is not counted as new. */
export const teamMembers = pgTable(
  "team_members",
  {
    teamId: uuid("team_id")
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["member", "manager"] }).notNull(),
    post: text("post").notNull(),
    consentVersion: smallint("consent_version").notNull(),
    joinedAt: instant("joined_at").notNull(),
    leftAt: instant("left_at"),
    /** What follows is how the report counts them: in which cohort, with which shares, as of which entry of their log. */
    cohortId: uuid("cohort_id"),
    wasCounted: boolean("was_counted").notNull().default(false),
    shares: jsonb("shares"),
    countedSeq: bigint("counted_seq", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.userId] }),
    index("team_members_user_idx").on(t.userId),
    index("team_members_cohort_idx").on(t.teamId, t.cohortId),
    foreignKey({
      name: "team_members_cohort_fk",
      columns: [t.teamId, t.cohortId],
      foreignColumns: [teamCohorts.teamId, teamCohorts.id],
    }),
    check("team_members_role", sql`${t.role} in ('member', 'manager')`),
    check(
      "team_members_post",
      sql`char_length(${t.post}) between 1 and ${sql.raw(String(LIMITS.postMaxChars))}`,
    ),
    check("team_members_left", sql`${t.leftAt} is null or ${t.cohortId} is null`),
  ],
);

/** Links by which people join. */
export const teamInvites = pgTable(
  "team_invites",
  {
    id: uuid("id").primaryKey(),
    teamId: uuid("team_id")
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    /** Who made it. */
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** SHA-256 of the token: 256 random bits need no salt and no slow hash. */
    tokenHash: text("token_hash").notNull(),
    role: text("role", { enum: ["member", "manager"] }).notNull(),
    post: text("post").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    usesLeft: integer("uses_left").notNull(),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    uniqueIndex("team_invites_token_key").on(t.tokenHash),
    index("team_invites_team_idx").on(t.teamId),
    index("team_invites_user_idx").on(t.userId),
    check("team_invites_role", sql`${t.role} in ('member', 'manager')`),
    check("team_invites_uses", sql`${t.usesLeft} >= 0`),
  ],
);

/** What the members of a team are asked to learn by when. */
export const teamAssignments = pgTable(
  "team_assignments",
  {
    teamId: uuid("team_id")
      .notNull()
      .references(() => teams.id, { onDelete: "cascade" }),
    id: uuid("id").notNull(),
    lessonIds: uuid("lesson_ids").array().notNull(),
    /** All lessons of a situation instead. */
    category: category("category"),
    dueOn: date("due_on", { mode: "string" }).notNull(),
    note: text("note").notNull(),
    assignedBy: uuid("assigned_by").notNull(),
    assignedAt: instant("assigned_at").notNull(),
    removedAt: instant("removed_at"),
  },
  (t) => [
    primaryKey({ columns: [t.teamId, t.id] }),
    check("team_assignments_what", sql`(cardinality(${t.lessonIds}) > 0) = (${t.category} is null)`),
  ],
);
