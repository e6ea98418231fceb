import { hashText } from "../learner-model/persistent-map.ts";
import type { LoggedChoice } from "./logged-choice.ts";

/** Learners are parted into so many folds: a choice's reward is foretold from other learners alone. */
const FOLDS = 5;

/** How many choices of usual reward every action begins with: one that was hardly tried is taken for a usual one. */
const PRIOR_CHOICES = 10;

interface Sum {
  count: number;
  reward: number;
}

/** Sums of an action: of all learners, and of those of each fold. */
class FoldedSums {
  readonly all: Sum = { count: 0, reward: 0 };
  readonly folds: readonly Sum[] = Array.from({ length: FOLDS }, () => ({ count: 0, reward: 0 }));

  add(fold: number, reward: number): void {
    this.all.count += 1;
    this.all.reward += reward;
    const sum = this.folds[fold];
    if (sum === undefined) return;
    sum.count += 1;
    sum.reward += reward;
  }

  /** Mean reward without a fold, drawn towards `usual` by so many choices. */
  meanWithout(fold: number, usual: number, choices: number): number {
    const left = this.folds[fold];
    const count = this.all.count - (left?.count ?? 0) + choices;
    return count === 0 ? usual : (this.all.reward - (left?.reward ?? 0) + choices * usual) / count;
  }
}

/**
 * Foretells the reward of actions: the mean of an action, drawn towards that of all. It need not be good: the doubly
 * robust estimate is right without it, and only its interval becomes narrower the better it is.
 *
 * It holds a few sums for each action, however many choices it has seen.
 */
export class RewardModel {
  readonly #all = new FoldedSums();
  readonly #byAction = new Map<string, FoldedSums>();

  add({ learner, action, reward }: LoggedChoice): void {
    const fold = foldOf(learner);
    this.#all.add(fold, reward);
    const known = this.#byAction.get(action) ?? new FoldedSums();
    this.#byAction.set(action, known);
    known.add(fold, reward);
  }

  /** The reward of actions for a learner, by the choices of learners of other folds. */
  of(learner: string): (action: string) => number {
    const fold = foldOf(learner);
    const usual = this.#all.meanWithout(fold, 0, 0);
    return (action) => this.#byAction.get(action)?.meanWithout(fold, usual, PRIOR_CHOICES) ?? usual;
  }
}

function foldOf(learner: string): number {
  return hashText(learner) % FOLDS;
}
