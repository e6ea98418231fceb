import { driftOf, type Drift } from "./ease-drift.ts";
import type { GroupFacts, ItemFacts } from "./facts.ts";

/** Weight of what the model knew of an item without answers, and of each answer, in units of information. */
const RIDGE = 1.5;
const FIRST_RIDGE = 10;
const INFORMATION_PER_ANSWER = 0.15;

/** Facts that change in place: the stream alone holds them, and a new object for each row would be garbage. */
type Learned<Facts> = { -readonly [Part in keyof Facts]: Facts[Part] } & Drift;
export type LearnedItem = Learned<ItemFacts>;
export type LearnedSkill = Learned<GroupFacts>;

/** A copy to learn in. Its parts are named one by one, as what is spread lies in two pieces and every row would take longer. */
export function learnedItem({ first, again, answers, time, slowness, loadings }: ItemFacts): LearnedItem {
  const { drift, driftVariance } = driftAfter(answers);
  return { first, again, answers, time, slowness, loadings, drift, driftVariance };
}

/** A copy to learn in. */
export function learnedSkill({ ease, answers }: GroupFacts): LearnedSkill {
  const { drift, driftVariance } = driftAfter(answers);
  return { ease, answers, drift, driftVariance };
}

function driftAfter(answers: number): Drift {
  return driftOf(1 / (RIDGE + INFORMATION_PER_ANSWER * answers));
}

/** A row's item and skills. */
export interface LearnedSubject {
  readonly item: LearnedItem;
  readonly skills: readonly LearnedSkill[];
}

/**
 * Learns the usual ease of a row's item and skills by the residual of its prediction. Drifts are counted from the usual ease: what
 * that moves by is taken off them.
 */
export function learnEase({ item, skills }: LearnedSubject, residual: number, unmet: boolean): void {
  const known = INFORMATION_PER_ANSWER * item.answers;
  const step = residual / (RIDGE + known);
  item.again += step;
  item.first += unmet ? step + residual / (FIRST_RIDGE + known) : step;
  item.drift -= step;
  item.answers += 1;
  const share = 1 / skills.length;
  for (const skill of skills) {
    const skillStep = (share * residual) / (RIDGE + INFORMATION_PER_ANSWER * share * share * skill.answers);
    skill.ease += skillStep;
    skill.drift -= skillStep;
    skill.answers += 1;
  }
}
