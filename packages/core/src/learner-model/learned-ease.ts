import { driftOf, type Drift } from "./ease-drift.ts";
import type { GroupFacts, ItemFacts } from "./facts.ts";

/** Weight of what the model knew of an item without answers, and of each answer, in units of information. */
const RIDGE = 1.5;
const FIRST_RIDGE = 10;
const INFORMATION_PER_ANSWER = 0.15;

/** What the learner who answered last said of an ease: it counts from another learner's row on. */
interface Unheard {
  lastLearner: string;
  unheardAnswers: number;
  /** What the ease is to move by. */
  unheard: number;
}

/** Facts that change in place: the stream alone holds them, and a new object for each row would be garbage. */
type Learned<Facts> = { -readonly [Part in keyof Facts]: Facts[Part] } & Drift & Unheard;
export type LearnedItem = Learned<ItemFacts> & {
  /** What sets first meetings apart is to move by, beside `unheard`. */
  unheardFirst: number;
};
export type LearnedSkill = Learned<GroupFacts>;

/** A copy to learn in. Its parts are named one by one, as what is spread lies in two pieces and every row would take longer. */
export function learnedItem({ first, again, answers, time, slowness, loadings }: ItemFacts): LearnedItem {
  const { drift, driftVariance } = driftAfter(answers);
  return {
    first,
    again,
    answers,
    time,
    slowness,
    loadings,
    drift,
    driftVariance,
    lastLearner: "",
    unheardAnswers: 0,
    unheard: 0,
    unheardFirst: 0,
  };
}

/** A copy to learn in. */
export function learnedSkill({ ease, answers }: GroupFacts): LearnedSkill {
  const { drift, driftVariance } = driftAfter(answers);
  return { ease, answers, drift, driftVariance, lastLearner: "", unheardAnswers: 0, unheard: 0 };
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
 * Lets the usual eases of a row's item and skills be what all learners but its own have said of late. What a learner answered is
 * in their beliefs and counts already: an ease that told it again would count it twice, and the fit describes no row so.
 *
 * Drifts are counted from the usual ease: what that moves by is taken off them.
 */
export function hearOthers({ item, skills }: LearnedSubject, learner: string): void {
  if (item.lastLearner !== learner) {
    item.again += item.unheard;
    item.first += item.unheard + item.unheardFirst;
    item.unheardFirst = 0;
    settle(item, learner);
  }
  for (const skill of skills) {
    if (skill.lastLearner === learner) continue;
    skill.ease += skill.unheard;
    settle(skill, learner);
  }
}

function settle(learned: LearnedItem | LearnedSkill, learner: string): void {
  learned.drift -= learned.unheard;
  learned.answers += learned.unheardAnswers;
  learned.unheard = 0;
  learned.unheardAnswers = 0;
  learned.lastLearner = learner;
}

/**
 * Learns the usual ease of a row's item and skills by the residual of its prediction, for `hearOthers` to tell: their share of an
 * extended Kalman step, where the less was known of the learner, the less the residual says of the ease.
 *
 * @param residual over 1 + information · variance of the beliefs about the learner
 */
export function learnEase({ item, skills }: LearnedSubject, residual: number, unmet: boolean): void {
  const known = INFORMATION_PER_ANSWER * (item.answers + item.unheardAnswers);
  item.unheard += residual / (RIDGE + known);
  if (unmet) item.unheardFirst += residual / (FIRST_RIDGE + known);
  item.unheardAnswers += 1;
  const share = 1 / skills.length;
  for (const skill of skills) {
    const answers = skill.answers + skill.unheardAnswers;
    skill.unheard += (share * residual) / (RIDGE + INFORMATION_PER_ANSWER * share * share * answers);
    skill.unheardAnswers += 1;
  }
}
