import { createHash } from "node:crypto";
import { LEARNER_MODEL_POLICY } from "@fluentfusion/core";

export interface Arm {
  readonly policy: string;
  /** Of the learners, 0 to 1. */
  readonly share: number;
}

/** The arm of a learner: always the same in an experiment, and unrelated to the one in any other. */
export function assignPolicy(learnerId: string, experiment: string, arms: readonly Arm[]): string {
  const place = createHash("sha256").update(`${experiment} ${learnerId}`).digest().readUInt32LE(0) / 2 ** 32;
  let sum = 0;
  for (const { policy, share } of arms) {
    sum += share;
    if (place < sum) return policy;
  }
  return arms.at(-1)?.policy ?? LEARNER_MODEL_POLICY;
}
