import type { Probability } from "../units.ts";
import type { LearnerEvent } from "./event.ts";
import { isUnmet, phaseOf, UNKNOWN_GROUP, UNKNOWN_ITEM, type GroupFacts, type ItemFacts } from "./facts.ts";
import { LearnerShelf, type ShelvedLearner } from "./learner-shelf.ts";
import type { Model } from "./model.ts";
import { OnlineCalibration } from "./online-calibration.ts";
import { bounded, predictThenObserve, type Step } from "./predict.ts";
import { prepareModel, type PreparedModel } from "./prepared-model.ts";
import type { Situation } from "./situation.ts";

/** Weight of what the model knew of an item without answers, and of each answer, in units of information. */
const RIDGE = 1.5;
const FIRST_RIDGE = 10;
const INFORMATION_PER_ANSWER = 0.15;

/**
 * Follows a log of many learners, row by row, and goes on learning from it: how easy items and skills are, and how far its
 * probabilities have to be corrected for these learners.
 *
 * It holds the state of every learner it has met, packed where it was not needed for long; the model it was made with stays
 * as it is.
 */
export class LogStream {
  readonly #learners: LearnerShelf;
  readonly #items: Map<string, Learned<ItemFacts>>;
  readonly #skills: Map<string, Learned<GroupFacts>>;
  readonly #model: PreparedModel;
  readonly #calibration: OnlineCalibration;

  constructor(model: Model, learners = new LearnerShelf()) {
    this.#learners = learners;
    this.#calibration = new OnlineCalibration(model.learners);
    const prepared = prepareModel(model);
    this.#items = copied(prepared.items);
    this.#skills = copied(prepared.skills);
    this.#model = { ...prepared, items: this.#items, skills: this.#skills };
  }

  /** P(correct) of a row by the rows before it; then the row's outcome is learned. */
  next(event: LearnerEvent): Probability {
    const state = this.#learners.stateOf(event.learner);
    const doubt = state.learner.ability.variance;
    const step = predictThenObserve(this.#model, state, event);
    keep(state, event, step);
    const { situation, probability } = step;
    const corrected = this.#calibration.correct({ probability, doubt });
    if (event.correct !== null) {
      const outcome = event.correct ? 1 : 0;
      this.#learnEase(event, situation, outcome - probability);
      this.#calibration.learn(outcome);
    }
    return bounded(corrected);
  }

  #learnEase(event: LearnerEvent, { subject, item: trace }: Situation, residual: number): void {
    const { item } = subject;
    const known = INFORMATION_PER_ANSWER * item.answers;
    const step = residual / (RIDGE + known);
    const unmet = isUnmet(phaseOf(trace));
    const learned = this.#items.get(event.item) ?? added(this.#items, event.item, UNKNOWN_ITEM);
    learned.again += step;
    learned.first += unmet ? step + residual / (FIRST_RIDGE + known) : step;
    learned.answers += 1;
    const share = 1 / event.skills.length;
    for (const name of event.skills) {
      const skill = this.#skills.get(name) ?? added(this.#skills, name, UNKNOWN_GROUP);
      skill.ease += (share * residual) / (RIDGE + INFORMATION_PER_ANSWER * share * share * skill.answers);
      skill.answers += 1;
    }
  }
}

/** Facts that change in place: the stream alone holds them, and a new object for each row would be garbage. */
type Learned<Facts> = { -readonly [Part in keyof Facts]: Facts[Part] };

function copied<Facts extends object>(facts: ReadonlyMap<string, Facts>): Map<string, Learned<Facts>> {
  const copies = new Map<string, Learned<Facts>>();
  for (const [name, known] of facts) added(copies, name, known);
  return copies;
}

function added<Facts extends object>(
  all: Map<string, Learned<Facts>>,
  name: string,
  facts: Facts,
): Learned<Facts> {
  const copy = { ...facts };
  all.set(name, copy);
  return copy;
}

function keep(state: ShelvedLearner, event: LearnerEvent, { learner, personal, item, skills }: Step): void {
  state.learner = learner;
  state.personal = personal;
  state.items.set(event.item, item);
  for (const [index, trace] of skills.entries()) state.skills.set(event.skills[index] ?? "", trace);
}
