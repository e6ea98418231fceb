import type { AssignInput, Assignment, MyAssignment } from "@fluentfusion/contract";
import { LIMITS } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import type { Catalogue } from "../lessons/catalogue-store.ts";
import { listLessonEvidence } from "../progress/lesson-records.ts";
import {
  type AssignmentRow,
  countAssignments,
  insertAssignment,
  listOwnAssignments,
  listTeamAssignments,
  removeAssignment,
} from "./assignments.queries.ts";
import { changeTeam, mustManage } from "./managed.ts";

function toAssignment(row: AssignmentRow): Assignment {
  const { id, teamId, lessonIds, category, dueOn, note, assignedAt } = row;
  return { id, teamId, lessonIds, category, dueOn, note, assignedAt: assignedAt.toISOString() };
}

/** Asks a team to learn lessons, or a situation, by a day. Throws NOT_FOUND, LESSON_NOT_FOUND, LIMIT_REACHED. */
export async function assign(ctx: ActorContext, input: AssignInput): Promise<Assignment> {
  const { deps, actor } = ctx;
  const { id, teamId, what, dueOn, note } = input;
  const lessonIds = what.kind === "lessons" ? [...new Set(what.lessonIds)] : [];
  const { byId } = await deps.catalogue.current();
  if (lessonIds.some((lessonId) => !byId.has(lessonId))) throw new DomainError("LESSON_NOT_FOUND");
  const row = await changeTeam(ctx, {
    teamId,
    action: "team.assign",
    detail: { assignment: id, due: dueOn },
    work: async (tx) => {
      if ((await countAssignments(tx, teamId)) >= LIMITS.assignmentsMax) {
        throw new DomainError("LIMIT_REACHED", { max: LIMITS.assignmentsMax });
      }
      const category = what.kind === "situation" ? what.category : null;
      const given = { assignedBy: actor.userId, assignedAt: deps.now() };
      return insertAssignment(tx, { id, teamId, lessonIds, category, dueOn, note, ...given });
    },
  });
  return toAssignment(row);
}

/** Throws NOT_FOUND. */
export async function unassign(ctx: ActorContext, teamId: string, assignmentId: string): Promise<void> {
  await changeTeam(ctx, {
    teamId,
    action: "team.unassign",
    detail: { assignment: assignmentId },
    work: async (tx) => {
      if (!(await removeAssignment(tx, teamId, assignmentId, ctx.deps.now())))
        throw new DomainError("NOT_FOUND");
    },
  });
}

/** Throws NOT_FOUND. */
export async function listAssignments(ctx: ActorContext, teamId: string): Promise<Assignment[]> {
  await mustManage(ctx, teamId);
  return (await listTeamAssignments(ctx.deps.db, teamId)).map(toAssignment);
}

/** The lessons that an assignment means for the caller: of a situation, those of their own course. */
function lessonsOf(row: AssignmentRow, catalogue: Catalogue, { actor }: ActorContext): string[] {
  if (row.category === null) return row.lessonIds.filter((id) => catalogue.byId.has(id));
  const course = catalogue.course(actor.targetLanguage, actor.nativeLanguage);
  return course.filter(({ category }) => category === row.category).map(({ id }) => id);
}

/** What the caller's teams ask of them, with how far they are, which nobody else is told. */
export async function listMyAssignments(ctx: ActorContext): Promise<MyAssignment[]> {
  const [rows, catalogue, evidence] = await Promise.all([
    listOwnAssignments(ctx.deps.db, ctx.actor.userId, LIMITS.assignmentsMax),
    ctx.deps.catalogue.current(),
    listLessonEvidence(ctx),
  ]);
  const done = new Set(evidence.filter((one) => one.completedAt !== null).map((one) => one.lessonId));
  return rows.map(({ assignment, teamName }) => {
    const lessons = lessonsOf(assignment, catalogue, ctx);
    return {
      ...toAssignment(assignment),
      lessonIds: lessons.slice(0, LIMITS.assignedMax),
      teamName,
      lessonsDone: lessons.filter((id) => done.has(id)).length,
      lessonsTotal: lessons.length,
    };
  });
}
