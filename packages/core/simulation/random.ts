import { normal, seededRandom } from "../src/learner-model/fitting/seeded-random.ts";

/** A stream of random numbers of its own for each set of keys, so that one policy's draws never shift another's. */
export function randomOf(...keys: readonly number[]): () => number {
  let seed = 0x9e3779b9;
  for (const key of keys) seed = Math.imul(seed ^ (key + 0x7f4a7c15), 0x85ebca6b) ^ (seed >>> 13);
  const random = seededRandom(seed);
  for (let warm = 0; warm < 4; warm += 1) random();
  return random;
}

/** A normal number of this mean and deviation, cut to a range. */
export function normalIn(
  random: () => number,
  mean: number,
  deviation: number,
  [low, high]: readonly [number, number],
): number {
  return Math.min(high, Math.max(low, mean + deviation * normal(random)));
}
