import { logit, sigmoid } from "../logit.ts";
import type { Probability } from "../units.ts";
import { leftOfDay, leftOfWeeks } from "../learner-model/review-trace.ts";
import { DAY_SECONDS, describeHistory, logGap, WIDTH, type History } from "./forgetting.ts";

/** How one learner forgets: weights of a logistic recall curve. */
export interface MemoryEstimate {
  readonly weights: Float64Array;
}

/** The logit of recall under these numbers of `describeHistory`. */
export function recallLogit(weights: Float64Array, numbers: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < WIDTH; index += 1) sum += (weights[index] ?? 0) * (numbers[index] ?? 0);
  return sum;
}

const description = new Float64Array(WIDTH);

/** Probability of recall `gap` seconds after the history's last moment. */
export function recallOf({ weights }: MemoryEstimate, history: History, gap: number): Probability {
  describeHistory(history, Math.max(0, gap), description);
  return sigmoid(recallLogit(weights, description));
}

/** What of `describeHistory` depends on the gap alone, for whole days up to `MOST_DAYS`: the look-ahead asks for nothing else. */
const MOST_DAYS = 1_024;
const ofDays = (value: (seconds: number) => number) =>
  Float64Array.from({ length: MOST_DAYS + 1 }, (_, days) => value(days * DAY_SECONDS));
const LOG_GAP = ofDays(logGap);
const LEFT_OF_DAY = ofDays(leftOfDay);
const LEFT_OF_WEEKS = ofDays(leftOfWeeks);

/**
 * Whether an item is still recalled with a probability of at least `target` so many whole days after the history's last
 * moment. The same as `recallOf` with what does not depend on the days worked out once.
 */
export function knownAfterDays(
  { weights }: MemoryEstimate,
  history: History,
  target: Probability,
): (days: number) => boolean {
  describeHistory(history, 0, description);
  const [, gapWeight = 0, , , dayWeight = 0, weeksWeight = 0] = weights;
  const fixed =
    recallLogit(weights, description) -
    dayWeight * (description[4] ?? 0) -
    weeksWeight * (description[5] ?? 0);
  const least = logit(target) - fixed;
  const { rightDay, rightWeeks } = history;
  return (days) => {
    const isTabled = days <= MOST_DAYS;
    const gap = isTabled ? (LOG_GAP[days] ?? 0) : logGap(days * DAY_SECONDS);
    const ofDay = isTabled ? (LEFT_OF_DAY[days] ?? 0) : leftOfDay(days * DAY_SECONDS);
    const ofWeeks = isTabled ? (LEFT_OF_WEEKS[days] ?? 0) : leftOfWeeks(days * DAY_SECONDS);
    return (
      gapWeight * gap +
        dayWeight * Math.log1p(rightDay * ofDay) +
        weeksWeight * Math.log1p(rightWeeks * ofWeeks) >=
      least
    );
  };
}
