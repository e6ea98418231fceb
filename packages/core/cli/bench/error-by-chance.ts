import { seededRandom } from "../../src/learner-model/fitting/seeded-random.ts";
import { measure } from "../../src/learner-model/index.ts";

const DRAWS = 20;

/**
 * The calibration error that these probabilities would show if they were exactly right: the mean over outcomes drawn from
 * themselves. What few rows leave to chance, no model can do away with.
 */
export function errorByChance(probabilities: readonly number[]): number {
  const random = seededRandom(1);
  let sum = 0;
  for (let draw = 0; draw < DRAWS; draw += 1) {
    const outcomes = probabilities.map((probability) => random() < probability);
    sum += measure(probabilities, outcomes).ece;
  }
  return sum / DRAWS;
}
