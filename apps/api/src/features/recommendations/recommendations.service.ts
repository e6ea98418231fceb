import type { Recommendations } from "@fluentfusion/contract";
import { seedRules } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { toSummary } from "../lessons/lessons.service.ts";
import { listLessonEvidence } from "../progress/lesson-records.ts";
import { countDueItems } from "../progress/progress.queries.ts";
import { insertImpression } from "./recommendations.queries.ts";

/** seed-rules has no fitted model behind it. */
const NO_MODEL = 0;

/** What to do next, and why. What was shown is stored with its policy and candidates, to be judged later. */
export async function recommend(ctx: ActorContext, limit: number): Promise<Recommendations> {
  const { deps, actor } = ctx;
  const now = deps.now();
  const [catalogue, records, due] = await Promise.all([
    deps.catalogue.current(),
    listLessonEvidence(ctx),
    countDueItems(deps.db, actor.userId, now),
  ]);
  const lessons = catalogue.course(actor.targetLanguage, actor.nativeLanguage);
  const chosen = seedRules.recommend({ lessons, records, limit });
  const completed = new Set(records.filter((one) => one.completedAt !== null).map((one) => one.lessonId));
  const impressionId = deps.newId();
  await insertImpression(deps.db, {
    id: impressionId,
    learnerId: actor.userId,
    shownAt: now,
    policy: seedRules.name,
    modelVersion: NO_MODEL,
    shown: chosen,
    candidates: lessons.filter((lesson) => !completed.has(lesson.id)).map((lesson) => lesson.id),
  });
  return {
    impressionId,
    policy: seedRules.name,
    items: chosen.flatMap(({ lessonId, reason, confidence }) => {
      const lesson = catalogue.byId.get(lessonId);
      return lesson === undefined ? [] : [{ lesson: toSummary(lesson), reason, confidence }];
    }),
    review: due === 0 ? null : { items: due, reason: { code: "REVIEW_DUE", params: { items: due } } },
  };
}
