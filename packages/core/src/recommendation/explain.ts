import type { CourseLesson } from "../catalogue/catalogue.ts";
import type { LearnerState } from "../learner-model/index.ts";
import { recallOf } from "../planning/recall-curve.ts";
import type { Probability } from "../units.ts";
import type { Choice } from "./choose-slate.ts";
import type { RecommendOptions } from "./options.ts";
import type { Ranking } from "./rank-lessons.ts";
import type { Reason } from "./reason.ts";

/** A trip is near when it is at most so many days away. */
const NEAR_DAYS = 14;

/** A situation is weak when, of at least so many items, fewer than this share were right last time. */
const WEAK_ANSWERS = 5;
const WEAK_SHARE = 0.7;

/** Why a lesson is on the list, the strongest reason first; there is always one. */
export function explain(
  { learner, ranking, options }: { learner: LearnerState; ranking: Ranking; options: RecommendOptions },
  { category, prerequisites, items: taught }: CourseLesson,
  { position, explored, confidence }: Choice & { readonly confidence: Probability },
): [Reason, ...Reason[]] {
  const { standing, index, horizon } = ranking;
  const reasons: Reason[] = [];
  const met = standing.met[position] ?? 0;
  const items = index.sizes[position] ?? 0;
  const wanted = options.goal?.categories?.includes(category) === true;
  const dated = options.goal !== null && options.goal !== undefined && options.goal.at > options.at;
  const { answers, right } = standing.situations[category];
  if (explored) reasons.push({ code: "EXPLORE", params: {} });
  if (standing.begun[position] === 1 && met < items)
    reasons.push({ code: "CONTINUE", params: { met, items } });
  if (standing.done[position] === 1) {
    const lowestR = lowestRecall(learner, ranking, taught);
    reasons.push({ code: "DUE_REVIEW", params: { n: met, lowestR } });
  }
  if (dated && horizon.days <= NEAR_DAYS) {
    reasons.push({ code: "TRIP_DEADLINE", params: { daysLeft: Math.ceil(horizon.days), category } });
  }
  if (wanted) reasons.push({ code: "GOAL_FIT", params: { category } });
  if (answers >= WEAK_ANSWERS && right < WEAK_SHARE * answers) {
    reasons.push({ code: "WEAK_SKILL", params: { category, right, answers } });
  }
  if (learner.learner.answers === 0) {
    const { placed } = options;
    reasons.push(
      placed === undefined
        ? { code: "NEW_LEARNER", params: {} }
        : { code: "PLACED", params: { difficulty: placed } },
    );
  }
  const ready: Reason = {
    code: "READY_NEXT",
    params: { pSuccess: Math.round(confidence * 100) / 100, prerequisites: prerequisites.length },
  };
  const [first = ready, ...others] = reasons;
  return first === ready ? [ready] : [first, ...others, ready];
}

/** Of the items of a lesson that were met, rounded to hundredths. */
function lowestRecall(
  { items }: LearnerState,
  { memory, horizon }: Ranking,
  taught: readonly string[],
): Probability {
  const recalls = taught.flatMap((id) => {
    const trace = items.get(id);
    return trace === undefined ? [] : [recallOf(memory, trace.reviews, horizon.at - trace.lastAt)];
  });
  return Math.round(100 * Math.min(1, ...recalls)) / 100;
}
