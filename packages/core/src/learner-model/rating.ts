import { sigmoid } from "../logit.ts";
import { correctBelief, type Belief } from "./belief.ts";
import { isUnmet, type Subject } from "./facts.ts";

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

/** Beliefs about a learner over all items. */
export interface LearnerBeliefs {
  readonly ability: Belief;
  readonly traits: readonly Belief[];
  readonly priorKnowledge: Belief;
}

/** What a learner knows of one item or skill beyond ability and its ease. */
export interface Known {
  readonly knowledge: Belief;
}

/** All that a rating goes by. */
export interface RatedParts {
  readonly learner: LearnerBeliefs;
  /** `phaseOf` the item's trace. */
  readonly phase: number;
  readonly item: Known;
  readonly skills: readonly Known[];
}

/** What ability counts for in the rating. */
export function abilityShare({ item, scales }: Subject): number {
  return 1 + scales.loadings * ((item.loadings[0] ?? 1) - 1);
}

/** What a trait counts for in the rating. */
export function traitShare({ item, scales }: Subject, trait: number): number {
  return scales.loadings * (item.loadings[trait + 1] ?? 0);
}

/** What each of the subject's skills counts for in the rating. */
export function skillShare({ skills, scales }: Subject): number {
  return scales.skill / Math.max(1, skills.length);
}

/** Usual logit of the item's phase + ease of item, skills and kind + beliefs about the learner. */
export function rate(subject: Subject, { learner, phase, item, skills }: RatedParts): Rating {
  const { scales } = subject;
  const share = 1 / Math.max(1, skills.length);
  let ease = 0;
  let skill = 0;
  const weight = skillShare(subject);
  const loading = abilityShare(subject);
  let spread =
    loading * loading * learner.ability.variance + scales.item * scales.item * item.knowledge.variance;
  let traits = 0;
  for (let index = 0; index < learner.traits.length; index += 1) {
    const loadingOfTrait = traitShare(subject, index);
    traits += loadingOfTrait * (learner.traits[index]?.mean ?? 0);
    spread += loadingOfTrait * loadingOfTrait * (learner.traits[index]?.variance ?? 0);
  }
  for (let index = 0; index < skills.length; index += 1) {
    const knowledge = skills[index]?.knowledge;
    ease += share * (subject.skills[index]?.ease ?? 0);
    skill += weight * (knowledge?.mean ?? 0);
    spread += weight * weight * (knowledge?.variance ?? 0);
  }
  let beliefs = loading * learner.ability.mean + traits + scales.item * item.knowledge.mean + skill;
  let offset = (subject.phases[phase] ?? 0) + subject.kind.ease + ease;
  if (isUnmet(phase)) {
    offset += subject.item.first;
    beliefs += scales.priorKnowledge * learner.priorKnowledge.mean;
    spread += scales.priorKnowledge * scales.priorKnowledge * learner.priorKnowledge.variance;
  } else {
    offset += subject.item.again;
  }
  const logit = offset + beliefs;
  return { logit, probability: sigmoid(logit), offset, skill, traits, spread };
}

/** Beliefs over all items after an answer (outcome 1 or 0). */
export function correctBeliefs(
  { ability, traits, priorKnowledge }: LearnerBeliefs,
  subject: Subject,
  rating: Rating,
  { phase, outcome }: { readonly phase: number; readonly outcome: number },
): LearnerBeliefs {
  return {
    ability: correctBelief(ability, abilityShare(subject), rating, outcome),
    traits: traits.map((trait, index) => correctBelief(trait, traitShare(subject, index), rating, outcome)),
    priorKnowledge: isUnmet(phase)
      ? correctBelief(priorKnowledge, subject.scales.priorKnowledge, rating, outcome)
      : priorKnowledge,
  };
}
