import type { BeliefScales } from "./belief-scales.ts";

/**
 * Everything that `fit` learned from a log, as plain JSON.
 *
 * P(correct) = sigmoid(calibrated(rating + linear + networks) + what is personal), see docs/engine.md.
 */
export interface Model {
  readonly format: typeof MODEL_FORMAT;
  /** Rows and learners it was fitted on. */
  readonly rows: number;
  readonly learners: number;
  readonly phases: readonly number[];
  readonly scales: BeliefScales;
  /** [id, ease at a first meeting, ease later, answers, relative time, relative guessed time, loadings on ability and traits] */
  readonly items: readonly (readonly [string, number, number, number, number, number, ...number[]])[];
  /** [name, ease, answers] */
  readonly skills: readonly (readonly [string, number, number])[];
  readonly kinds: readonly (readonly [string, number, number])[];
  readonly features: readonly string[];
  readonly blend: BlendWeights;
}

/** Weights of the last stage, over standardised features. */
export interface BlendWeights {
  readonly means: readonly number[];
  /** 1 / standard deviation, 0 for a feature that did not vary. */
  readonly scales: readonly number[];
  readonly bias: number;
  readonly linear: readonly number[];
  readonly networks: readonly NetworkWeights[];
  /** What is added to the sum, as heights at the `KNOTS` of a broken line over it. */
  readonly calibration: readonly number[];
}

/** One hidden layer: `output · rectifier(hidden · z + biases) + bias`, the network's share in the sum already in `output` and `bias`. */
export interface NetworkWeights {
  /** Row by row, `biases.length` rows of as many weights as features. */
  readonly hidden: readonly number[];
  readonly biases: readonly number[];
  readonly output: readonly number[];
  readonly bias: number;
}

export const MODEL_FORMAT = "fluentfusion-learner-model@7";
