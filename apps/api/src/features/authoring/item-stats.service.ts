import type { ItemStats } from "@fluentfusion/contract";
import { COHORT_MIN } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { questionLine, questionParts } from "../lessons/question-parts.ts";
import { countDisputes, countFirstTries, countLesson } from "./item-stats.queries.ts";

/**
 * How the exercises of a published lesson go over all learners. Shares are told over five learners at least. Throws
 * LESSON_NOT_FOUND.
 */
export async function itemStats({ deps }: ActorContext, lessonId: string): Promise<ItemStats> {
  const lesson = (await deps.catalogue.current()).byId.get(lessonId);
  const published = lesson === undefined ? null : await deps.catalogue.revision(lessonId, lesson.revision);
  if (lesson === undefined || published === null) throw new DomainError("LESSON_NOT_FOUND");
  const ids = published.exercises.map(({ id }) => id);
  const [tries, totals, disputes] = await Promise.all([
    countFirstTries(deps.db, lessonId, lesson.exerciseSince),
    countLesson(deps.db, lessonId),
    countDisputes(deps.db, ids),
  ]);
  const byNumber = new Map(tries.map((row) => [row.number, row]));
  return {
    lessonId,
    title: lesson.title,
    ...totals,
    exercises: published.exercises.map(({ id, number, itemId, prompt }) => {
      const { learners, right } = byNumber.get(number) ?? { learners: 0, right: 0 };
      return {
        exerciseId: id,
        number,
        itemId,
        kind: prompt.kind,
        question: questionLine(prompt),
        questionParts: questionParts(prompt),
        learners,
        firstTryRight: learners < COHORT_MIN ? null : right / learners,
        disputes: disputes.get(id) ?? 0,
      };
    }),
  };
}
