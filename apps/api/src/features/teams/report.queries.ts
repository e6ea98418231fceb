import type { Category } from "@fluentfusion/core";
import { schema } from "@fluentfusion/db";
import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "./teams.queries.ts";

const { learnerStates, teamCohorts, teamMembers, users } = schema;

/** Share that is recalled now, by situation. */
export type Shares = Readonly<Partial<Record<Category, number>>>;

export type CohortRow = Omit<typeof teamCohorts.$inferSelect, "sums"> & { readonly sums: Shares };

/** Members who learn, and how the report has counted them so far. */
export async function listCounted(tx: Tx, teamId: string) {
  const rows = await tx
    .select({
      id: teamMembers.userId,
      language: users.targetLanguage,
      native: users.nativeLanguage,
      post: teamMembers.post,
      cohortId: teamMembers.cohortId,
      wasCounted: teamMembers.wasCounted,
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
