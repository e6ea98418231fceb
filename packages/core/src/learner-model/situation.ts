import { sigmoid } from "../logit.ts";
import { clockAt, elapsed } from "./clock.ts";
import { phaseOf, type Subject } from "./facts.ts";
import { fadeFactor, NEW_ITEM, type ItemTrace } from "./item-trace.ts";
import type { AbilityTrace, SkillTrace } from "./learner-state.ts";

/** Everything known before an answer: what is asked, of whom, when. */
export interface Situation {
  readonly subject: Subject;
  readonly learner: AbilityTrace;
  readonly item: ItemTrace;
  readonly skills: readonly SkillTrace[];
  /** Seconds of the learner's clock. */
  readonly at: number;
  /** Since this learner last met this item; 0 when never. */
  readonly gap: number;
  readonly gapRows: number;
  readonly seen: boolean;
  /** Seconds since the learner's last row; 0 for the first. */
  readonly pause: number;
  /** What is left by now of the item's fading counts. */
  readonly rightFades: readonly number[];
  readonly wrongFades: readonly number[];
  readonly rating: Rating;
}

/** The additive estimate that beliefs are corrected by. */
export interface Rating {
  readonly logit: number;
  readonly probability: number;
  /** The part of the logit that would be the same for any learner. */
  readonly offset: number;
  /** Mean of the beliefs about the query's skills. */
  readonly skill: number;
  /** What the item measures beside ability. */
  readonly traits: number;
  readonly spread: number;
}

export interface LearnerParts {
  readonly learner: AbilityTrace;
  readonly item: ItemTrace;
  readonly skills: readonly SkillTrace[];
}

export function situationOf(subject: Subject, parts: LearnerParts, at: number | null): Situation {
  const { learner, item, skills } = parts;
  const now = clockAt(learner, at);
  const seen = item.attempts + item.studies > 0;
  const gap = seen ? elapsed(item.lastAt, now) : 0;
  const gapRows = seen ? learner.rows - item.lastRow : 0;
  const fades = seen ? fadesOf(item, gap, gapRows) : NEW_ITEM;
  return {
    subject,
    learner,
    item,
    skills,
    at: now,
    gap,
    gapRows,
    seen,
    pause: learner.rows === 0 ? 0 : elapsed(learner.lastAt, now),
    rightFades: fades.rightFades,
    wrongFades: fades.wrongFades,
    rating: rate(subject, parts),
  };
}

function fadesOf(
  item: ItemTrace,
  gap: number,
  gapRows: number,
): Pick<Situation, "rightFades" | "wrongFades"> {
  const rightFades = item.rightFades.slice();
  const wrongFades = item.wrongFades.slice();
  for (let index = 0; index < rightFades.length; index += 1) {
    const left = fadeFactor(index, gap, gapRows);
    rightFades[index] = Math.fround((rightFades[index] ?? 0) * left);
    wrongFades[index] = Math.fround((wrongFades[index] ?? 0) * left);
  }
  return { rightFades, wrongFades };
}

/** What ability counts for in the rating. */
export function abilityShare({ item, scales }: Subject): number {
  return 1 + scales.loadings * ((item.loadings[0] ?? 1) - 1);
}

/** What a trait counts for in the rating. */
export function traitShare({ item, scales }: Subject, trait: number): number {
  return scales.loadings * (item.loadings[trait + 1] ?? 0);
}

/** Usual logit of the item's phase + ease of item, skills and kind + beliefs about the learner. */
function rate(subject: Subject, { learner, item, skills }: LearnerParts): Rating {
  const phase = phaseOf(item);
  const share = 1 / Math.max(1, skills.length);
  let ease = 0;
  let skill = 0;
  const { scales } = subject;
  const loading = abilityShare(subject);
  let spread =
    loading * loading * learner.ability.variance + scales.item * scales.item * item.knowledge.variance;
  let traits = 0;
  for (let index = 0; index < learner.traits.length; index += 1) {
    const weight = traitShare(subject, index);
    traits += weight * (learner.traits[index]?.mean ?? 0);
    spread += weight * weight * (learner.traits[index]?.variance ?? 0);
  }
  for (let index = 0; index < skills.length; index += 1) {
    const knowledge = skills[index]?.knowledge;
    ease += share * (subject.skills[index]?.ease ?? 0);
    const weight = share * scales.skill;
    skill += weight * (knowledge?.mean ?? 0);
    spread += weight * weight * (knowledge?.variance ?? 0);
  }
  let beliefs = loading * learner.ability.mean + traits + scales.item * item.knowledge.mean + skill;
  let offset = (subject.phases[phase] ?? 0) + subject.kind.ease + ease;
  if (phase < 2) {
    offset += subject.item.first;
    beliefs += scales.priorKnowledge * learner.priorKnowledge.mean;
    spread += scales.priorKnowledge * scales.priorKnowledge * learner.priorKnowledge.variance;
  } else {
    offset += subject.item.again;
  }
  const logit = offset + beliefs;
  return { logit, probability: sigmoid(logit), offset, skill, traits, spread };
}
