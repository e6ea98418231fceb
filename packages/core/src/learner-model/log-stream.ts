import type { Probability } from "../units.ts";
import { EaseDrift } from "./ease-drift.ts";
import type { LearnerEvent } from "./event.ts";
import { isUnmet, phaseOf, UNKNOWN_GROUP, UNKNOWN_ITEM } from "./facts.ts";
import {
  hearOthers,
  learnEase,
  learnedItem,
  learnedSkill,
  type LearnedItem,
  type LearnedSkill,
  type LearnedSubject,
} from "./learned-ease.ts";
import { LearnerShelf, type ShelvedLearner } from "./learner-shelf.ts";
import type { Model } from "./model.ts";
import { predictThenObserve, type Step } from "./predict.ts";
import { prepareModel, type PreparedModel } from "./prepared-model.ts";

/**
 * Follows a log of many learners, row by row, and goes on learning from it: how easy items and skills are, whether that changes,
 * and how far its probabilities have to be corrected for these learners.
 *
 * It holds the state of every learner it has met, packed where it was not needed for long; the model it was made with stays
 * as it is.
 */
export class LogStream {
  readonly #learners: LearnerShelf;
  readonly #items: Map<string, LearnedItem>;
  readonly #skills: Map<string, LearnedSkill>;
  readonly #model: PreparedModel;
  readonly #drift: EaseDrift;

  constructor(model: Model, learners = new LearnerShelf()) {
    this.#learners = learners;
    this.#drift = new EaseDrift(model.learners);
    const prepared = prepareModel(model);
    this.#items = copied(prepared.items, learnedItem);
    this.#skills = copied(prepared.skills, learnedSkill);
    this.#model = { ...prepared, items: this.#items, skills: this.#skills };
  }

  /** P(correct) of a row by the rows before it; then the row's outcome is learned. */
  next(event: LearnerEvent): Probability {
    const state = this.#learners.stateOf(event.learner);
    const doubt = state.learner.ability.variance;
    const subject = this.#subjectOf(event);
    hearOthers(subject, event.learner);
    const step = predictThenObserve(this.#model, state, event);
    keep(state, event, step);
    const { situation, probability } = step;
    const corrected = this.#drift.correct({ probability, doubt }, subject);
    if (event.correct !== null) {
      const outcome = event.correct ? 1 : 0;
      this.#drift.learn(outcome, subject);
      const gain = 1 / (1 + probability * (1 - probability) * situation.rating.spread);
      learnEase(subject, gain * (outcome - probability), isUnmet(phaseOf(situation.item)));
    }
    return corrected;
  }

  #subjectOf(event: LearnerEvent): LearnedSubject {
    const item = this.#items.get(event.item) ?? added(this.#items, event.item, learnedItem(UNKNOWN_ITEM));
    const skills: LearnedSkill[] = [];
    for (const name of event.skills)
      skills.push(this.#skills.get(name) ?? added(this.#skills, name, learnedSkill(UNKNOWN_GROUP)));
    return { item, skills };
  }
}

function copied<Facts, Learned>(
  facts: ReadonlyMap<string, Facts>,
  copy: (facts: Facts) => Learned,
): Map<string, Learned> {
  const copies = new Map<string, Learned>();
  for (const [name, known] of facts) copies.set(name, copy(known));
  return copies;
}

function added<Learned>(all: Map<string, Learned>, name: string, learned: Learned): Learned {
  all.set(name, learned);
  return learned;
}

function keep(state: ShelvedLearner, event: LearnerEvent, { learner, personal, item, skills }: Step): void {
  state.learner = learner;
  state.personal = personal;
  state.items.set(event.item, item);
  for (const [index, trace] of skills.entries()) state.skills.set(event.skills[index] ?? "", trace);
}
