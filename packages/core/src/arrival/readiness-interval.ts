import { logit, sigmoid } from "../logit.ts";
import type { Probability } from "../units.ts";

/** Deviations between which a normal variable is found 8 times in 10. */
const EIGHTY_PERCENT = 1.2816;

/** Doubt about how this learner will learn, in logits: at first, and what remains of it after many answers. */
const DOUBT_AT_FIRST = 1.2;
const DOUBT_IN_THE_END = 0.65;
const HALF_LIFE_ANSWERS = 500;

/** Memories that keep nearly all differ most from each other on the logit scale: doubt grows with a high mean. */
const DOUBT_OF_HIGH = 0.4;

interface Evidence {
  readonly items: number;
  readonly answers: number;
}

/** Means, as logits, at which the interval is worked out. */
const GRID_END = 5.3;
const GRID_STEP = 0.02;
const GRID = Array.from(
  { length: Math.round((2 * GRID_END) / GRID_STEP) + 1 },
  (_, step) => step * GRID_STEP - GRID_END,
);

/**
 * An interval that holds the share recalled 8 times in 10: doubt about the learner, and the luck of single items.
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

function ofMean(centre: Probability, { items, answers }: Evidence): readonly [Probability, Probability] {
  const left = HALF_LIFE_ANSWERS / (HALF_LIFE_ANSWERS + answers);
  const doubt =
    Math.hypot(DOUBT_IN_THE_END, DOUBT_AT_FIRST * left) * (1 + DOUBT_OF_HIGH * Math.max(0, logit(centre)));
  const luck = 1 / Math.sqrt(items * centre * (1 - centre));
  const reach = EIGHTY_PERCENT * Math.hypot(doubt, luck);
  const low = Math.floor(sigmoid(logit(centre) - reach) * items) / items;
  const high = Math.ceil(sigmoid(logit(centre) + reach) * items) / items;
  return [low, high];
}
