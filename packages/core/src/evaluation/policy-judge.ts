import { type LoggedChoice, probabilityOf } from "./logged-choice.ts";
import type { RewardModel } from "./reward-model.ts";

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

/** Sums of one policy over choices, and of squares over learners: choices of one are not independent of each other. */
class PolicySums {
  readonly policy: string;
  weight = 0;
  reward = 0;
  value = 0;
  weightSquares = 0;
  /** Of the learner at hand. */
  learnerWeight = 0;
  learnerValue = 0;

  constructor(policy: string) {
    this.policy = policy;
  }

  add(choice: LoggedChoice, foretell: (action: string) => number): void {
    const { action, reward, propensity, choices } = choice;
    const weight = probabilityOf(choice, this.policy) / propensity;
    this.weight += weight;
    this.reward += weight * reward;
    this.learnerWeight += weight;
    this.learnerValue += weight * (reward - foretell(action));
    for (const [one, probability] of choices[this.policy] ?? [])
      this.learnerValue += probability * foretell(one);
  }

  endLearner(): void {
    this.value += this.learnerValue;
    this.weightSquares += this.learnerWeight ** 2;
    this.learnerWeight = 0;
    this.learnerValue = 0;
  }

  estimate(choices: number): Estimate {
    return {
      policy: this.policy,
      snips: this.weight === 0 ? 0 : this.reward / this.weight,
      doublyRobust: choices === 0 ? 0 : this.value / choices,
      effectiveLearners: this.weightSquares === 0 ? 0 : this.weight ** 2 / this.weightSquares,
    };
  }
}

/** Takes choices one by one, those of one learner one after another; it keeps sums only. */
export class PolicyJudge {
  readonly #rewards: RewardModel;
  readonly #baseline: PolicySums;
  readonly #candidate: PolicySums;
  #learner: string | null = null;
  #foretell: (action: string) => number = () => 0;
  #learners = 0;
  #choices = 0;
  #learnerChoices = 0;
  /** Over learners, d being a learner's difference and n the number of their choices: Σd², Σdn, Σn². */
  #squares = { difference: 0, both: 0, choices: 0 };

  constructor(rewards: RewardModel, baseline: string, candidate: string) {
    this.#rewards = rewards;
    this.#baseline = new PolicySums(baseline);
    this.#candidate = new PolicySums(candidate);
  }

  add(choice: LoggedChoice): void {
    if (choice.learner !== this.#learner) {
      this.#endLearner();
      this.#learner = choice.learner;
      this.#foretell = this.#rewards.of(choice.learner);
      this.#learners += 1;
    }
    this.#learnerChoices += 1;
    this.#choices += 1;
    this.#baseline.add(choice, this.#foretell);
    this.#candidate.add(choice, this.#foretell);
  }

  comparison(): Comparison {
    this.#endLearner();
    const [choices, learners] = [this.#choices, this.#learners];
    const baseline = this.#baseline.estimate(choices);
    const candidate = this.#candidate.estimate(choices);
    const difference = candidate.doublyRobust - baseline.doublyRobust;
    const squares = this.#squares;
    // Σ(d - difference·n)², which rounding may leave a little below 0.
    const deviations = Math.max(
      0,
      squares.difference - 2 * difference * squares.both + difference ** 2 * squares.choices,
    );
    const correction = learners > 1 ? learners / (learners - 1) : 1;
    const margin = choices === 0 ? 1 : (Z * Math.sqrt(correction * deviations)) / choices;
    const interval = [difference - margin, difference + margin] as const;
    const effective = Math.min(baseline.effectiveLearners, candidate.effectiveLearners);
    const verdict = verdictOf(effective, interval);
    return { choices, learners, baseline, candidate, difference, interval, verdict };
  }

  #endLearner(): void {
    const difference = this.#candidate.learnerValue - this.#baseline.learnerValue;
    this.#squares.difference += difference ** 2;
    this.#squares.both += difference * this.#learnerChoices;
    this.#squares.choices += this.#learnerChoices ** 2;
    this.#learnerChoices = 0;
    this.#baseline.endLearner();
    this.#candidate.endLearner();
  }
}

function verdictOf(effective: number, [least, most]: readonly [number, number]): PolicyVerdict {
  if (!(effective >= FEWEST_LEARNERS)) return "too_little_evidence";
  if (least > 0) return "better";
  return most < 0 ? "worse" : "no_difference_shown";
}
