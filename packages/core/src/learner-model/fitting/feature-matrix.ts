import { MAX_DEVIATION } from "../blend.ts";
import { describe, FEATURE_NAMES } from "../features/describe.ts";
import type { LogRow, SkillSets } from "./log-store.ts";
import { replay, type LogFacts } from "./replay.ts";

export const WIDTH = FEATURE_NAMES.length;

/** The scored rows of a log as numbers, `WIDTH` features to a row. */
export interface FeatureMatrix {
  readonly features: Float32Array;
  readonly ratings: Float64Array;
  /** 1 or 0. */
  readonly outcomes: Uint8Array;
  /** Index of each row's learner. */
  readonly learners: Int32Array;
  readonly size: number;
}

/** Describes every scored row, each learner by the facts that `factsOf` gives for them. */
export function buildMatrix(
  learners: readonly (readonly LogRow[])[],
  skillSets: SkillSets,
  factsOf: (learner: number) => LogFacts,
): FeatureMatrix {
  const size = learners.reduce((sum, rows) => sum + rows.filter((row) => row.correct !== null).length, 0);
  const features = new Float32Array(size * WIDTH);
  const ratings = new Float64Array(size);
  const outcomes = new Uint8Array(size);
  const owners = new Int32Array(size);
  let index = 0;
  learners.forEach((rows, learner) => {
    replay(rows, skillSets, factsOf(learner), (situation, row) => {
      if (row.correct === null) return;
      describe(situation, features, index * WIDTH);
      ratings[index] = situation.rating.logit;
      outcomes[index] = row.correct ? 1 : 0;
      owners[index] = learner;
      index += 1;
    });
  });
  return { features, ratings, outcomes, learners: owners, size };
}

export interface Standard {
  readonly means: Float64Array;
  readonly scales: Float64Array;
}

/** A feature that varies less than this does not vary. */
const LEAST_DEVIATION = 1e-4;

/** No feature is scaled up by more: what hardly varies in the log would count for much as soon as it does. */
const LARGEST_SCALE = 20;

/**
 * Centres and scales the features in place, and says how.
 *
 * Row by row, as they lie in memory: column by column, each number would be fetched with fifteen that are not wanted.
 */
export function standardise({ features, size }: FeatureMatrix): Standard {
  const means = new Float64Array(WIDTH);
  const scales = new Float64Array(WIDTH);
  const rows = Math.max(1, size);
  for (let start = 0; start < features.length; start += WIDTH) {
    for (let column = 0; column < WIDTH; column += 1)
      means[column] = (means[column] ?? 0) + (features[start + column] ?? 0);
  }
  for (let column = 0; column < WIDTH; column += 1) means[column] = Math.fround((means[column] ?? 0) / rows);
  for (let start = 0; start < features.length; start += WIDTH) {
    for (let column = 0; column < WIDTH; column += 1) {
      const distance = (features[start + column] ?? 0) - (means[column] ?? 0);
      scales[column] = (scales[column] ?? 0) + distance * distance;
    }
  }
  for (let column = 0; column < WIDTH; column += 1) {
    const deviation = Math.sqrt((scales[column] ?? 0) / rows);
    scales[column] = deviation < LEAST_DEVIATION ? 0 : Math.fround(Math.min(LARGEST_SCALE, 1 / deviation));
  }
  for (let start = 0; start < features.length; start += WIDTH) {
    for (let column = 0; column < WIDTH; column += 1) {
      const z = ((features[start + column] ?? 0) - (means[column] ?? 0)) * (scales[column] ?? 0);
      features[start + column] = Math.max(-MAX_DEVIATION, Math.min(MAX_DEVIATION, z));
    }
  }
  return { means, scales };
}
