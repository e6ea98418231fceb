import { logit, sigmoid } from "../logit.ts";
import type { Days, Probability } from "../units.ts";

/** Deviations between which a normal variable is found 8 times in 10. */
const EIGHTY_PERCENT = 1.2816;

/**
 * Doubt about how this learner will learn, in logits: at first, above the mean and below it, with what half of that is gone after.
 * It is larger above: a few days do not tell whether a success teaches this learner several times what it usually does.
 */
const DOUBT_ABOVE_AT_FIRST = 2.8;
const DOUBT_BELOW_AT_FIRST = 1.2;
const HALF_LIFE_ANSWERS = 500;

/** What no answers take away, a month ahead; it grows with the root of the days, and was measured from ten days on. */
const DOUBT_OF_A_MONTH = 0.55;
const MONTH_DAYS = 30;
const LEAST_DAYS = 10;

/** Memories that keep nearly all differ most from each other on the logit scale: doubt grows with a high mean. */
const DOUBT_OF_HIGH = 0.4;

interface Evidence {
  readonly items: number;
  readonly answers: number;
  /** Until the day that it is about. */
  readonly days: Days;
}

/** Means, as logits, at which the interval is worked out. */
const GRID_END = 5.3;
const GRID_STEP = 0.02;
const GRID = Array.from(
  { length: Math.round((2 * GRID_END) / GRID_STEP) + 1 },
  (_, step) => step * GRID_STEP - GRID_END,
);

/**
 * An interval that holds the share recalled 8 times in 10: doubt about the learner, and the luck of single items. Misses are
 * meant to lie above it as often as below.
 * Its ends are whole items, and neither falls when the mean rises: of few items, whose luck is a matter of what is left to
 * chance, the lower end is the highest one up to this mean, and the upper end the lowest one from it on.
 */
export function readinessInterval(
  mean: Probability,
  evidence: Evidence,
): readonly [Probability, Probability] {
  let [low, high] = [0, 1];
  for (const centre of GRID) {
    const [least, most] = ofMean(sigmoid(centre), evidence);
    if (sigmoid(centre) <= mean) low = Math.max(low, least);
    else high = Math.min(high, most);
  }
  return [Math.min(mean, low), Math.max(mean, high)];
}

function ofMean(
  centre: Probability,
  { items, answers, days }: Evidence,
): readonly [Probability, Probability] {
  const left = HALF_LIFE_ANSWERS / (HALF_LIFE_ANSWERS + answers);
  const lasting = DOUBT_OF_A_MONTH * Math.sqrt(Math.max(LEAST_DAYS, days) / MONTH_DAYS);
  const high = 1 + DOUBT_OF_HIGH * Math.max(0, logit(centre));
  const luck = 1 / Math.sqrt(items * centre * (1 - centre));
  const reach = (atFirst: number) =>
    EIGHTY_PERCENT * Math.hypot(high * Math.hypot(lasting, atFirst * left), luck);
  const low = Math.floor(sigmoid(logit(centre) - reach(DOUBT_BELOW_AT_FIRST)) * items) / items;
  const most = Math.ceil(sigmoid(logit(centre) + reach(DOUBT_ABOVE_AT_FIRST)) * items) / items;
  return [low, most];
}
