import { sigmoid } from "../logit.ts";
import type { Probability } from "../units.ts";
import { blendLogit } from "./blend.ts";
import type { Observation, Query } from "./event.ts";
import { describe, FEATURE_NAMES } from "./features/describe.ts";
import { NEW_ITEM } from "./item-trace.ts";
import { NEW_SKILL, type LearnerState } from "./learner-state.ts";
import type { Model } from "./model.ts";
import { nextPersonal, personalLogit } from "./personal.ts";
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
export function observe(model: Model, learner: LearnerState, event: Observation): LearnerState {
  return predictThenObserve(prepareModel(model), learner, event).next;
}

/** A row's prediction from before its outcome, and what follows from the outcome. */
export interface Step {
  readonly situation: Situation;
  readonly probability: Probability;
  readonly next: LearnerState;
}

/** `predict` and `observe` in one, for little more than the price of one. */
export function predictThenObserve(model: PreparedModel, learner: LearnerState, event: Observation): Step {
  const situation = situationIn(model, learner, event);
  const probability = probabilityOf(model, learner, situation);
  const { correct } = event;
  let { skills } = learner;
  for (let index = 0; index < event.skills.length; index += 1) {
    skills = skills.set(event.skills[index] ?? "", nextSkill(situation, index, event));
  }
  const next = {
    learner: nextLearner(situation, event),
    personal:
      correct === null
        ? learner.personal
        : nextPersonal(learner.personal, features, probability, correct ? 1 : 0),
    items: learner.items.set(event.item, nextItem(situation, event)),
    skills,
  };
  return { situation, probability, next };
}

/** Leaves the situation's standardised features in `features`. */
function probabilityOf(model: PreparedModel, learner: LearnerState, situation: Situation): Probability {
  describe(situation, features);
  const logit = blendLogit(model.blend, situation.rating.logit, features);
  return bounded(sigmoid(logit + personalLogit(learner.personal, features)));
}

function situationIn(model: PreparedModel, state: LearnerState, query: Query): Situation {
  const parts = {
    learner: state.learner,
    item: state.items.get(query.item) ?? NEW_ITEM,
    skills: query.skills.map((skill) => state.skills.get(skill) ?? NEW_SKILL),
  };
  return situationOf(subjectOf(model, query), parts, query.at);
}
