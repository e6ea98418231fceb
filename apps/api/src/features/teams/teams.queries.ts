import { type Database, schema } from "@fluentfusion/db";
import { and, asc, count, eq, isNull, sql } from "drizzle-orm";

export type Db = Database["db"];
export type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

const { teamMembers, teams, users } = schema;

export type MemberRow = typeof teamMembers.$inferSelect;

const isMember = (teamId: string, userId: string) =>
  and(eq(teamMembers.teamId, teamId), eq(teamMembers.userId, userId), isNull(teamMembers.leftAt));

/** The team, locked, where the caller manages it: for everyone else there is none. */
export async function lockManagedTeam(tx: Tx, teamId: string, managerId: string) {
  const rows = await tx
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .innerJoin(teamMembers, eq(teamMembers.teamId, teams.id))
    .where(and(isMember(teamId, managerId), eq(teamMembers.role, "manager")))
    .for("update", { of: teams });
  return rows[0] ?? null;
}

/** So that those who join, and what managers change, take turns. Taken before any other row of the team's. */
export async function lockTeam(tx: Tx, teamId: string): Promise<void> {
  await tx.select({ id: teams.id }).from(teams).where(eq(teams.id, teamId)).for("update");
}

/** Whether the caller manages the team now. */
export async function isManagerOf(db: Db | Tx, teamId: string, userId: string): Promise<boolean> {
  const found = await db
    .select({ role: teamMembers.role })
    .from(teamMembers)
    .where(and(isMember(teamId, userId), eq(teamMembers.role, "manager")));
  return found.length > 0;
}

/** Makes a team once. `false` where the id is taken. */
export async function insertTeam(tx: Tx, row: typeof teams.$inferInsert): Promise<boolean> {
  const made = await tx.insert(teams).values(row).onConflictDoNothing().returning({ id: teams.id });
  return made.length === 1;
}

/** The teams that somebody is in, the newest first. */
export async function listMyTeams(db: Db | Tx, userId: string) {
  return db
    .select({
      id: teams.id,
      name: teams.name,
      role: teamMembers.role,
      post: teamMembers.post,
      joinedAt: teamMembers.joinedAt,
    })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .where(and(eq(teamMembers.userId, userId), isNull(teamMembers.leftAt)))
    .orderBy(sql`${teamMembers.joinedAt} desc`, teams.id);
}

/** In how many teams somebody is, whether they manage them or learn in them. */
export async function countTeamsOf(tx: Tx, userId: string): Promise<number> {
  const [row] = await tx
    .select({ teams: count() })
    .from(teamMembers)
    .where(and(eq(teamMembers.userId, userId), isNull(teamMembers.leftAt)));
  return row?.teams ?? 0;
}

/** Who is in a team now, managers first. */
export async function listMembers(db: Db | Tx, teamId: string) {
  return db
    .select({
      id: users.id,
      username: users.username,
      role: teamMembers.role,
      post: teamMembers.post,
      joinedAt: teamMembers.joinedAt,
    })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(eq(teamMembers.teamId, teamId), isNull(teamMembers.leftAt)))
    .orderBy(sql`${teamMembers.role} desc`, asc(users.username), users.id);
}

export async function countMembers(tx: Tx, teamId: string): Promise<number> {
  const [row] = await tx
    .select({ members: count() })
    .from(teamMembers)
    .where(and(eq(teamMembers.teamId, teamId), isNull(teamMembers.leftAt)));
  return row?.members ?? 0;
}

export async function findMember(tx: Tx, teamId: string, userId: string): Promise<MemberRow | null> {
  const rows = await tx.select().from(teamMembers).where(isMember(teamId, userId)).for("update");
  return rows[0] ?? null;
}

export interface Joining {
  readonly teamId: string;
  readonly userId: string;
  readonly role: MemberRow["role"];
  readonly post: string;
  readonly consentVersion: number;
  readonly joinedAt: Date;
}

/** Somebody who comes back keeps that they were counted before. */
export async function saveMember(tx: Tx, joining: Joining): Promise<void> {
  const { role, post, consentVersion, joinedAt } = joining;
  await tx
    .insert(teamMembers)
    .values(joining)
    .onConflictDoUpdate({
      target: [teamMembers.teamId, teamMembers.userId],
      set: { role, post, consentVersion, joinedAt, leftAt: null },
    });
}

/** From then on nothing of theirs is read for the team. */
export async function leave(tx: Tx, teamId: string, userId: string, at: Date): Promise<void> {
  await tx
    .update(teamMembers)
    .set({ leftAt: at, cohortId: null, shares: null })
    .where(isMember(teamId, userId));
}

export async function countManagers(tx: Tx, teamId: string): Promise<number> {
  const rows = await tx
    .select({ userId: teamMembers.userId })
    .from(teamMembers)
    .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.role, "manager"), isNull(teamMembers.leftAt)))
    .for("update");
  return rows.length;
}
