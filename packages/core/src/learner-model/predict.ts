import { sigmoid } from "../logit.ts";
import type { Probability } from "../units.ts";
import { blendLogit } from "./blend.ts";
import type { Observation, Query } from "./event.ts";
import { describe, FEATURE_NAMES } from "./features/describe.ts";
import { NEW_ITEM, type ItemTrace } from "./item-trace.ts";
import { NEW_SKILL, type AbilityTrace, type LearnerState, type SkillTrace } from "./learner-state.ts";
import type { Model } from "./model.ts";
import { nextPersonal, personalLogit, type Personal } from "./personal.ts";
import { prepareModel, subjectOf, type PreparedModel } from "./prepared-model.ts";
import { situationOf, type Situation } from "./situation.ts";
import { nextItem, nextLearner, nextSkill } from "./transition.ts";

/** No prediction is a certainty. */
const SUREST = 0.9999;

/** A probability that no log loss can be infinite for. */
export function bounded(probability: number): Probability {
  return Math.min(SUREST, Math.max(1 - SUREST, probability));
}

/** Described for one call at a time. */
const features = new Float64Array(FEATURE_NAMES.length);

/**
 * P(correct) of a query before its answer, for any item and any learner, known or not.
 *
 * Where `at` is null the learner's clock moves on by a usual row: gaps in time are then gaps in order.
 */
export function predict(model: Model, learner: LearnerState, query: Query): Probability {
  const prepared = prepareModel(model);
  return probabilityOf(prepared, learner, situationIn(prepared, learner, query));
}

/**
 * The learner's next state; the given one stays as it is.
 *
 * A row without an outcome (`correct` null) is history: the item was seen, nothing is learned of ability.
 */
export function observe(model: Model, before: LearnerState, event: Observation): LearnerState {
  const step = predictThenObserve(prepareModel(model), before, event);
  let { skills } = before;
  for (const [index, trace] of step.skills.entries()) skills = skills.set(event.skills[index] ?? "", trace);
  const { learner, personal } = step;
  return { learner, personal, items: before.items.set(event.item, step.item), skills };
}

/** A learner as a row finds them, with traces in tables of whatever kind. */
interface KnownLearner {
  readonly learner: AbilityTrace;
  readonly personal: Personal;
  readonly items: { get(item: string): ItemTrace | undefined };
  readonly skills: { get(skill: string): SkillTrace | undefined };
}

/** A row's prediction from before its outcome, and the traces after it. */
export interface Step {
  readonly situation: Situation;
  readonly probability: Probability;
  readonly learner: AbilityTrace;
  readonly personal: Personal;
  readonly item: ItemTrace;
  /** In the order of the row's skills. */
  readonly skills: readonly SkillTrace[];
}

/** `predict` and `observe` in one, for little more than the price of one. */
export function predictThenObserve(model: PreparedModel, known: KnownLearner, event: Observation): Step {
  const situation = situationIn(model, known, event);
  const probability = probabilityOf(model, known, situation);
  const { correct } = event;
  return {
    situation,
    probability,
    learner: nextLearner(situation, event),
    personal:
      correct === null
        ? known.personal
        : nextPersonal(known.personal, features, probability, correct ? 1 : 0),
    item: nextItem(situation, event),
    skills: event.skills.map((_, index) => nextSkill(situation, index, event)),
  };
}

/** Leaves the situation's standardised features in `features`. */
function probabilityOf(model: PreparedModel, known: KnownLearner, situation: Situation): Probability {
  describe(situation, features);
  const logit = blendLogit(model.blend, situation.rating.logit, features);
  return bounded(sigmoid(logit + personalLogit(known.personal, features)));
}

function situationIn(model: PreparedModel, known: KnownLearner, query: Query): Situation {
  const parts = {
    learner: known.learner,
    item: known.items.get(query.item) ?? NEW_ITEM,
    skills: query.skills.map((skill) => known.skills.get(skill) ?? NEW_SKILL),
  };
  return situationOf(subjectOf(model, query), parts, query.at);
}
