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

/** Centres and scales the features in place, and says how. */
export function standardise({ features, size }: FeatureMatrix): Standard {
  const means = new Float64Array(WIDTH);
  const scales = new Float64Array(WIDTH);
  for (let column = 0; column < WIDTH; column += 1) {
    let sum = 0;
    for (let at = column; at < features.length; at += WIDTH) sum += features[at] ?? 0;
    const mean = Math.fround(size === 0 ? 0 : sum / size);
    let squares = 0;
    for (let at = column; at < features.length; at += WIDTH) squares += ((features[at] ?? 0) - mean) ** 2;
    const deviation = Math.sqrt(size === 0 ? 0 : squares / size);
    const scale = deviation < LEAST_DEVIATION ? 0 : Math.fround(Math.min(LARGEST_SCALE, 1 / deviation));
    means[column] = mean;
    scales[column] = scale;
    for (let at = column; at < features.length; at += WIDTH) {
      const z = ((features[at] ?? 0) - mean) * scale;
      features[at] = Math.max(-MAX_DEVIATION, Math.min(MAX_DEVIATION, z));
    }
  }
  return { means, scales };
}
