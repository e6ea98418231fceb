import type { NamedPolicy } from "./policies/practice-policy.ts";
import { simulateLearner, type TruthName } from "./simulate-learner.ts";

export interface Cell {
  readonly truth: TruthName;
  readonly days: number;
  readonly results: readonly PolicyResult[];
}

export interface PolicyResult {
  readonly name: string;
  /** Words recalled at the end per hour of practice, and its standard error over learners. */
  readonly perHour: number;
  readonly error: number;
  /** By learner. */
  readonly values: readonly number[];
}

export interface Plan {
  readonly truths: readonly TruthName[];
  readonly days: readonly number[];
  readonly learners: number;
  readonly seed: number;
}

/** Every policy with the same learners, cell by cell. */
export function* simulate(
  { truths, days, learners, seed }: Plan,
  policies: readonly NamedPolicy[],
): Generator<Cell> {
  for (const truth of truths) {
    for (const length of days) {
      yield {
        truth,
        days: length,
        results: policies.map((policy) => {
          const values = Array.from({ length: learners }, (_, learner) => {
            const { recalled, hours } = simulateLearner({ truth, days: length, learner, seed }, policy);
            return hours === 0 ? 0 : recalled / hours;
          });
          const mean = values.reduce((sum, value) => sum + value, 0) / learners;
          const spread =
            values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, learners - 1);
          return { name: policy.name, perHour: mean, error: Math.sqrt(spread / learners), values };
        }),
      };
    }
  }
}
