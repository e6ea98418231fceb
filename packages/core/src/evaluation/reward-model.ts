import type { LoggedChoice } from "./logged-choice.ts";

/** Learners are parted into so many folds: a choice's reward is foretold from other learners alone. */
const FOLDS = 5;

/** How many choices of usual reward every action begins with: one that was hardly tried is taken for a usual one. */
const PRIOR_CHOICES = 10;

interface Sum {
  count: number;
  reward: number;
}

const NOTHING: Sum = { count: 0, reward: 0 };

function added({ count, reward }: Sum, choice: LoggedChoice): Sum {
  return { count: count + 1, reward: reward + choice.reward };
}

/**
 * Foretells the reward of actions: the mean of an action, drawn towards that of all. It need not be good: the doubly
 * robust estimate is right without it, and only its interval becomes narrower the better it is.
 *
 * @returns by the place of a choice, a function from an action to its foretold reward
 */
export function foretellRewards(
  choices: readonly LoggedChoice[],
): (place: number) => (action: string) => number {
  const learners = [...new Set(choices.map(({ learner }) => learner))].toSorted();
  const foldOf = new Map(learners.map((learner, index) => [learner, index % FOLDS]));
  const folds = Array.from({ length: FOLDS }, () => ({ all: NOTHING, byAction: new Map<string, Sum>() }));
  for (const choice of choices) {
    for (const [index, fold] of folds.entries()) {
      if (foldOf.get(choice.learner) === index) continue;
      fold.all = added(fold.all, choice);
      fold.byAction.set(choice.action, added(fold.byAction.get(choice.action) ?? NOTHING, choice));
    }
  }
  const foretellers = folds.map(({ all, byAction }) => {
    const mean = all.count === 0 ? 0 : all.reward / all.count;
    return (action: string) => {
      const { count, reward } = byAction.get(action) ?? NOTHING;
      return (reward + PRIOR_CHOICES * mean) / (count + PRIOR_CHOICES);
    };
  });
  return (place) => foretellers[foldOf.get(choices[place]?.learner ?? "") ?? 0] ?? (() => 0);
}
