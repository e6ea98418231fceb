import type { Category } from "@fluentfusion/core";
import { schema } from "@fluentfusion/db";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "./teams.queries.ts";

const { learnerStates, teamCohorts, teamMembers, users } = schema;

/** Share that is recalled now, by situation. */
export type Shares = Readonly<Partial<Record<Category, number>>>;

export type CohortRow = Omit<typeof teamCohorts.$inferSelect, "sums"> & { readonly sums: Shares };

/** Held by whoever forms groups, to the end of the transaction: two teams of one manager must not count the same person at once. */
const FORMING_LOCK = 7_163_200_521;

export async function lockForming(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${FORMING_LOCK})`);
}

/**
 * Whether a figure of another team has held a member, and a manager of this team manages that one or did: by the difference of the two
 * figures they would know what one person knows.
 */
const wasCountedElsewhere = sql<boolean>`exists (
  select from team_members theirs
  where theirs.user_id = ${teamMembers.userId} and theirs.team_id <> ${teamMembers.teamId} and theirs.was_counted
    and exists (
      select from team_members here join team_members there on there.user_id = here.user_id
      where here.team_id = ${teamMembers.teamId} and here.role = 'manager'
        and there.team_id = theirs.team_id and there.role = 'manager'))`;

/** Members who learn, and how reports have counted them so far. */
export async function listCounted(tx: Tx, teamId: string) {
  const rows = await tx
    .select({
      id: teamMembers.userId,
      language: users.targetLanguage,
      native: users.nativeLanguage,
      post: teamMembers.post,
      cohortId: teamMembers.cohortId,
      wasCounted: sql<boolean>`(${teamMembers.wasCounted} or ${wasCountedElsewhere})`,
      shares: teamMembers.shares,
      countedSeq: teamMembers.countedSeq,
      lastSeq: sql<number>`coalesce(${learnerStates.lastSeq}, 0)`.mapWith(Number),
    })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .leftJoin(learnerStates, eq(learnerStates.learnerId, teamMembers.userId))
    .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.role, "member"), isNull(teamMembers.leftAt)))
    .orderBy(asc(teamMembers.joinedAt), asc(teamMembers.userId));
  return rows.map((row) => ({ ...row, shares: row.shares as Shares | null }));
}
export type CountedMember = Awaited<ReturnType<typeof listCounted>>[number];

export async function listCohorts(tx: Tx, teamId: string): Promise<CohortRow[]> {
  const rows = await tx
    .select()
    .from(teamCohorts)
    .where(and(eq(teamCohorts.teamId, teamId), isNull(teamCohorts.retiredAt)))
    .orderBy(asc(teamCohorts.id));
  return rows.map((row) => ({ ...row, sums: row.sums as Shares }));
}

export async function insertCohort(tx: Tx, row: CohortRow): Promise<void> {
  await tx.insert(teamCohorts).values(row);
}

/** New sums for the same persons. */
export async function tellAgain(tx: Tx, { teamId, id, sums, toldAt }: CohortRow): Promise<void> {
  await tx
    .update(teamCohorts)
    .set({ sums, toldAt })
    .where(and(eq(teamCohorts.teamId, teamId), eq(teamCohorts.id, id)));
}

export async function retireCohorts(tx: Tx, teamId: string, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .update(teamCohorts)
    .set({ retiredAt: at })
    .where(and(eq(teamCohorts.teamId, teamId), inArray(teamCohorts.id, [...ids])));
}

export interface Counting {
  readonly cohortId: string;
  readonly shares: Shares;
  readonly countedSeq: number;
}

/** With which shares somebody is in the sum of their cohort. */
export async function saveCounting(
  tx: Tx,
  teamId: string,
  userId: string,
  counting: Counting,
): Promise<void> {
  await tx
    .update(teamMembers)
    .set({ ...counting, wasCounted: true })
    .where(and(eq(teamMembers.teamId, teamId), eq(teamMembers.userId, userId)));
}
