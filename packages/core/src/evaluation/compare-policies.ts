import { type LoggedChoice, probabilityOf } from "./logged-choice.ts";
import { foretellRewards } from "./reward-model.ts";

/** What a policy would earn for each choice, judged from what others chose. */
export interface Estimate {
  readonly policy: string;
  /** Self-normalised inverse propensity score (Swaminathan & Joachims 2015). */
  readonly snips: number;
  /** Doubly robust (Dudík, Langford & Li 2011), its reward model fitted on other learners. */
  readonly doublyRobust: number;
  /** (Σw)² / Σw², w being a learner's weight: of so many learners the estimate is worth (Kish 1965). */
  readonly effectiveLearners: number;
}

export type PolicyVerdict = "better" | "worse" | "no_difference_shown" | "too_little_evidence";

export interface Comparison {
  readonly choices: number;
  readonly learners: number;
  readonly baseline: Estimate;
  readonly candidate: Estimate;
  /** Doubly robust, candidate less baseline, with the interval that holds the true difference 95 times in 100. */
  readonly difference: number;
  readonly interval: readonly [number, number];
  readonly verdict: PolicyVerdict;
}

/** Fewer effective learners under either policy, and no verdict is given. */
const FEWEST_LEARNERS = 50;

/** Two-sided 95 % of the normal distribution; with 50 learners and more, Student's differs in the second digit. */
const Z = 2;

/** Sums of a learner: answers of one are not independent of each other, so learners are what is counted. */
interface LearnerSums {
  choices: number;
  weight: [baseline: number, candidate: number];
  value: [baseline: number, candidate: number];
}

/**
 * Judges a policy against another one from choices that either, or both by chance, made: as if each had chosen where the
 * log did. It says which first step is better for the learners in the log, not what a policy makes of them over months.
 *
 * A choice that could not have been made by a policy weighs nothing for it. No verdict is given on few learners.
 */
export function comparePolicies(
  log: readonly LoggedChoice[],
  baseline: string,
  candidate: string,
): Comparison {
  const choices = log.filter(({ propensity }) => propensity > 0);
  const policies = [baseline, candidate] as const;
  const foretell = foretellRewards(choices);
  const byLearner = new Map<string, LearnerSums>();
  const weighted = policies.map(() => ({ weight: 0, reward: 0 }));
  for (const [place, choice] of choices.entries()) {
    const sums = byLearner.get(choice.learner) ?? { choices: 0, weight: [0, 0], value: [0, 0] };
    byLearner.set(choice.learner, sums);
    sums.choices += 1;
    const rewardOf = foretell(place);
    for (const side of [0, 1] as const) {
      const policy = policies[side];
      const weight = probabilityOf(choice, policy) / choice.propensity;
      const foretold = (choice.choices[policy] ?? []).reduce(
        (sum, [action, probability]) => sum + probability * rewardOf(action),
        0,
      );
      sums.weight[side] += weight;
      sums.value[side] += foretold + weight * (choice.reward - rewardOf(choice.action));
      const total = weighted[side];
      if (total === undefined) continue;
      total.weight += weight;
      total.reward += weight * choice.reward;
    }
  }
  const learners = [...byLearner.values()];
  const count = choices.length;
  const estimateOf = (side: 0 | 1): Estimate => {
    const { weight, reward } = weighted[side] ?? { weight: 0, reward: 0 };
    const squares = learners.reduce((sum, one) => sum + one.weight[side] ** 2, 0);
    return {
      policy: policies[side],
      snips: weight === 0 ? 0 : reward / weight,
      doublyRobust: count === 0 ? 0 : learners.reduce((sum, one) => sum + one.value[side], 0) / count,
      effectiveLearners: squares === 0 ? 0 : weight ** 2 / squares,
    };
  };
  const [ofBaseline, ofCandidate] = [estimateOf(0), estimateOf(1)];
  const difference = ofCandidate.doublyRobust - ofBaseline.doublyRobust;
  const deviations = learners.reduce(
    (sum, one) => sum + (one.value[1] - one.value[0] - difference * one.choices) ** 2,
    0,
  );
  const correction = learners.length > 1 ? learners.length / (learners.length - 1) : 1;
  const margin = count === 0 ? 1 : (Z * Math.sqrt(correction * deviations)) / count;
  const interval = [difference - margin, difference + margin] as const;
  return {
    choices: count,
    learners: learners.length,
    baseline: ofBaseline,
    candidate: ofCandidate,
    difference,
    interval,
    verdict: verdictOf(Math.min(ofBaseline.effectiveLearners, ofCandidate.effectiveLearners), interval),
  };
}

function verdictOf(effective: number, [least, most]: readonly [number, number]): PolicyVerdict {
  if (!(effective >= FEWEST_LEARNERS)) return "too_little_evidence";
  if (least > 0) return "better";
  return most < 0 ? "worse" : "no_difference_shown";
}
