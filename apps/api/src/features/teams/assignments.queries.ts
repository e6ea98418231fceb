import { schema } from "@fluentfusion/db";
import { and, asc, count, desc, eq, isNull } from "drizzle-orm";
import type { Db, Tx } from "./teams.queries.ts";

const { teamAssignments, teamMembers, teams } = schema;

export type AssignmentRow = typeof teamAssignments.$inferSelect;

const isOpen = (teamId: string) => and(eq(teamAssignments.teamId, teamId), isNull(teamAssignments.removedAt));

export async function listTeamAssignments(db: Db | Tx, teamId: string): Promise<AssignmentRow[]> {
  return db
    .select()
    .from(teamAssignments)
    .where(isOpen(teamId))
    .orderBy(asc(teamAssignments.dueOn), asc(teamAssignments.id));
}

export async function countAssignments(tx: Tx, teamId: string): Promise<number> {
  const [row] = await tx.select({ open: count() }).from(teamAssignments).where(isOpen(teamId));
  return row?.open ?? 0;
}

/** Once; a repeat of the same id changes nothing. */
export async function insertAssignment(
  tx: Tx,
  row: typeof teamAssignments.$inferInsert,
): Promise<AssignmentRow> {
  await tx.insert(teamAssignments).values(row).onConflictDoNothing();
  const [stored] = await tx
    .select()
    .from(teamAssignments)
    .where(and(eq(teamAssignments.teamId, row.teamId), eq(teamAssignments.id, row.id)));
  if (stored === undefined) throw new Error("an assignment that was stored is not there");
  return stored;
}

/** `false` where the team has no such assignment. */
export async function removeAssignment(tx: Tx, teamId: string, id: string, at: Date): Promise<boolean> {
  const removed = await tx
    .update(teamAssignments)
    .set({ removedAt: at })
    .where(and(isOpen(teamId), eq(teamAssignments.id, id)))
    .returning({ id: teamAssignments.id });
  return removed.length === 1;
}

/** What the teams of a learner ask of them, of many the `most` that are due last, the most urgent first. */
export async function listOwnAssignments(db: Db, userId: string, most: number) {
  const rows = await db
    .select({ assignment: teamAssignments, teamName: teams.name })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .innerJoin(teamAssignments, eq(teamAssignments.teamId, teamMembers.teamId))
    .where(and(eq(teamMembers.userId, userId), isNull(teamMembers.leftAt), isNull(teamAssignments.removedAt)))
    .orderBy(desc(teamAssignments.dueOn), desc(teamAssignments.id))
    .limit(most);
  return rows.toReversed();
}
