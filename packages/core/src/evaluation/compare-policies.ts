import type { LoggedChoice } from "./logged-choice.ts";
import { PolicyJudge, type Comparison } from "./policy-judge.ts";
import { RewardModel } from "./reward-model.ts";

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
  const rewards = new RewardModel();
  const choices = log.filter(isUsable).toSorted((a, b) => (a.learner < b.learner ? -1 : 1));
  for (const choice of choices) rewards.add(choice);
  const judge = new PolicyJudge(rewards, baseline, candidate);
  for (const choice of choices) judge.add(choice);
  return judge.comparison();
}

/**
 * The same for a log of any length, which is read twice: in batches, the choices of one learner one after another. What is
 * in memory grows with the number of actions, not with that of choices.
 *
 * @param read begins anew each time that it is called, and gives the same choices both times
 */
export async function compareByBatches(
  read: () => AsyncIterable<readonly LoggedChoice[]>,
  baseline: string,
  candidate: string,
): Promise<Comparison> {
  const rewards = new RewardModel();
  for await (const batch of read()) for (const choice of batch.filter(isUsable)) rewards.add(choice);
  const judge = new PolicyJudge(rewards, baseline, candidate);
  for await (const batch of read()) for (const choice of batch.filter(isUsable)) judge.add(choice);
  return judge.comparison();
}

const isUsable = ({ propensity }: LoggedChoice): boolean => propensity > 0;
