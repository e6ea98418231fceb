import type { Probability } from "../units.ts";
import type { Query } from "./event.ts";
import type { LearnerState } from "./learner-state.ts";
import type { Model } from "./model.ts";
import { predict } from "./predict.ts";

const DAY_SECONDS = 86_400;

/** No review is put off for longer. */
const LONGEST_DAYS = 365;

/** First a glance at gaps that double from a minute, then halvings of the one in which the probability falls. */
const FIRST_GAP = 60;
const HALVINGS = 12;

/**
 * When the probability of a right answer will first have fallen to `target`, if nothing else happens until then.
 *
 * @param query `at` is now
 * @returns epoch seconds: now when it is that low already, a year from now when it does not fall so far; by the learner's clock where `at` is no number
 */
export function dueAt(
  model: Model,
  learner: LearnerState,
  query: Query & { readonly at: number },
  target: Probability,
): number {
  const now = Number.isFinite(query.at) ? query.at : learner.learner.lastAt;
  const isKnownAfter = (gap: number): boolean =>
    predict(model, learner, { ...query, at: now + gap }) > target;
  if (!isKnownAfter(0)) return now;
  const longest = LONGEST_DAYS * DAY_SECONDS;
  let known = 0;
  let gap = FIRST_GAP;
  while (isKnownAfter(gap)) {
    if (gap >= longest) return now + longest;
    known = gap;
    gap = Math.min(longest, gap * 2);
  }
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (known + gap) / 2;
    if (isKnownAfter(middle)) known = middle;
    else gap = middle;
  }
  return now + gap;
}
