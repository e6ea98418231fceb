import type { Probability } from "../units.ts";

/** One choice that a policy made for a learner, with what came of it and with what other policies would have chosen. */
export interface LoggedChoice {
  readonly learner: string;
  /** What was chosen. */
  readonly action: string;
  /** 0 to 1. */
  readonly reward: number;
  /** With which probability it was chosen, over the chance of who is given which policy and the chance within each. */
  readonly propensity: Probability;
  /** By policy, what it may choose here, with probabilities that sum to 1. */
  readonly choices: Readonly<
    Record<string, readonly (readonly [action: string, probability: Probability])[]>
  >;
}

/** Probability with which a policy chooses the action that was logged. */
export function probabilityOf({ choices, action }: LoggedChoice, policy: string): Probability {
  return (choices[policy] ?? []).find(([one]) => one === action)?.[1] ?? 0;
}
