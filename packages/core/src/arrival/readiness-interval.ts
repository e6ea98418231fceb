import { logit, sigmoid } from "../catalogue/logit.ts";
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

/**
 * An interval that holds the share recalled 8 times in 10: doubt about the learner, and the luck of single items.
 * Its ends are whole items.
 */
export function readinessInterval(
  mean: Probability,
  { items, answers }: Evidence,
): readonly [Probability, Probability] {
  const centre = Math.min(0.995, Math.max(0.005, mean));
  const left = HALF_LIFE_ANSWERS / (HALF_LIFE_ANSWERS + answers);
  const doubt =
    Math.hypot(DOUBT_IN_THE_END, DOUBT_AT_FIRST * left) * (1 + DOUBT_OF_HIGH * Math.max(0, logit(centre)));
  const luck = 1 / Math.sqrt(items * centre * (1 - centre));
  const reach = EIGHTY_PERCENT * Math.hypot(doubt, luck);
  const low = Math.floor(sigmoid(logit(centre) - reach) * items) / items;
  const high = Math.ceil(sigmoid(logit(centre) + reach) * items) / items;
  return [Math.min(mean, low), Math.max(mean, high)];
}
