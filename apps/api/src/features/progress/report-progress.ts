import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { insertReport, type SelfReport } from "./progress.queries.ts";

export interface ReportInput {
  readonly lessonId: string;
  readonly score: number;
  readonly timeSpent: number;
  readonly exercisesCompleted: number;
  readonly totalExercises: number;
}

/**
 * Keeps what a client of the original API says of its learner, as said. It outranks no graded answer and earns nothing.
 * Throws LESSON_NOT_FOUND.
 */
export async function reportProgress({ deps, actor }: ActorContext, input: ReportInput): Promise<SelfReport> {
  const { byId } = await deps.catalogue.current();
  if (!byId.has(input.lessonId)) throw new DomainError("LESSON_NOT_FOUND");
  const row = { ...input, id: deps.newId(), learnerId: actor.userId, reportedAt: deps.now() };
  await insertReport(deps.db, row);
  return row;
}
