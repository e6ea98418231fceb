import type { Recommendations, WishInput } from "@fluentfusion/contract";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { toSummary } from "../lessons/lessons.service.ts";
import { type Chosen, choicesOf, choose } from "./choose-lessons.ts";
import { inviteToReview } from "./invite-to-review.ts";
import { findStanding, type Standing } from "./learner-standing.ts";
import { type NewImpression, saveDismissed, saveWish } from "./recommendations.queries.ts";

/**
 * Whether the last impression is of the same draw. Whether a list is stored must not depend on what chance put on it: else
 * what is stored would be chance more often than its propensity says.
 */
function isSameDraw(
  { row, draw }: Standing,
  { policy, modelVersion, lessons }: Chosen,
  experiment: string | null,
): boolean {
  const { impression } = row;
  return (
    impression !== null &&
    impression.draw === draw &&
    impression.policy === policy &&
    impression.modelVersion === modelVersion &&
    impression.experiment === experiment &&
    impression.length === lessons.length
  );
}

/** What is stored of a list that is shown, to be judged later. */
const impressionOf = (
  { chosen, shares, experiment }: ReturnType<typeof choose>,
  standing: Standing,
): Omit<NewImpression, "id" | "learnerId" | "shownAt"> => ({
  policy: chosen.policy,
  modelVersion: chosen.modelVersion,
  shown: chosen.lessons.map(({ lessonId, reason, confidence, propensity }) => ({
    lessonId,
    reason,
    confidence,
    propensity,
  })),
  candidates: chosen.candidates,
  draw: standing.draw,
  choices: choicesOf(chosen, standing),
  shares,
  experiment,
});

/** What to do next, and why. What was shown is stored with its policy and candidates, to be judged later. */
export async function recommend(ctx: ActorContext, limit: number): Promise<Recommendations> {
  const { deps, actor } = ctx;
  const standing = await findStanding(ctx);
  const { impression } = standing.row;
  const choice = choose(actor, standing, limit);
  const { chosen, experiment } = choice;
  const isSame = isSameDraw(standing, chosen, experiment);
  const impressionId = isSame && impression !== null ? impression.id : deps.newId();
  if (!isSame) {
    await deps.impressions.store({
      id: impressionId,
      learnerId: actor.userId,
      shownAt: deps.now(),
      ...impressionOf(choice, standing),
    });
  }
  return { impressionId, ...asList(chosen, standing, inviteToReview(ctx, standing, chosen)) };
}

/** The list as it would be now, for whoever looks on: nothing is stored as shown. */
export async function foresee(ctx: ActorContext, limit: number): Promise<RecommendedList> {
  const standing = await findStanding(ctx);
  const { chosen } = choose(ctx.actor, standing, limit);
  return asList(chosen, standing, inviteToReview(ctx, standing, chosen));
}

type RecommendedList = Omit<Recommendations, "impressionId">;

function asList(
  { policy, evidence, lessons }: Chosen,
  { byId }: Standing,
  review: RecommendedList["review"],
): RecommendedList {
  return {
    policy,
    evidence,
    items: lessons.flatMap((one) => {
      const lesson = byId.get(one.lessonId);
      const interval: [number, number] | null =
        one.interval === undefined ? null : [one.interval[0], one.interval[1]];
      return lesson === undefined
        ? []
        : [{ lesson: toSummary(lesson), reason: one.reason, confidence: one.confidence, interval }];
    }),
    review,
  };
}

/** Puts a lesson first, or takes that back. Throws LESSON_NOT_FOUND. */
export async function wish(ctx: ActorContext, { lessonId, weight, wished }: WishInput): Promise<void> {
  const { deps, actor } = ctx;
  if (!(await deps.catalogue.current()).byId.has(lessonId)) throw new DomainError("LESSON_NOT_FOUND");
  const row = { learnerId: actor.userId, lessonId, weight, wishedAt: deps.now() };
  await saveWish(deps.db, row, wished);
}

/** Takes a lesson off the lists, or puts it back. Throws LESSON_NOT_FOUND. */
export async function dismiss(ctx: ActorContext, lessonId: string, dismissed: boolean): Promise<void> {
  const { deps, actor } = ctx;
  if (!(await deps.catalogue.current()).byId.has(lessonId)) throw new DomainError("LESSON_NOT_FOUND");
  await saveDismissed(deps.db, actor.userId, lessonId, dismissed);
}
