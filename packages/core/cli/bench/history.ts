import type { LearnerEvent } from "../../src/learner-model/index.ts";

/** Counts of one learner on an item, on a skill, or over all. */
export interface Counts {
  answers: number;
  rights: number;
  studies: number;
  /** Of the last answer; 0 when unknown. */
  elapsedMs: number;
  last: number;
  row: number;
  at: number;
  quick: number;
  slow: number;
  ability: number;
}

interface LearnerHistory {
  readonly all: Counts;
  readonly items: Map<string, Counts>;
  readonly skills: Map<string, Counts>;
}

/** What the reference models know before a row. */
export interface Before {
  readonly all: Counts;
  readonly item: Counts;
  readonly skills: readonly Counts[];
  readonly at: number;
  /** Elo difficulty of the item, learned over all learners of the file so far. */
  readonly difficulty: number;
}

const SECONDS_PER_ROW = 10;

function noCounts(): Counts {
  return {
    answers: 0,
    rights: 0,
    studies: 0,
    elapsedMs: 0,
    last: 0,
    row: -1,
    at: 0,
    quick: 0.5,
    slow: 0.5,
    ability: 0,
  };
}

/** Walks a log in its order, keeping the counts and Elo ratings that the reference models are made of. */
export class History {
  readonly #learners = new Map<string, LearnerHistory>();
  readonly #difficulties = new Map<string, { value: number; answers: number }>();

  before(event: LearnerEvent): Before {
    const learner = recall(this.#learners, event.learner, () => ({
      all: { ...noCounts(), row: 0 },
      items: new Map(),
      skills: new Map(),
    }));
    return {
      all: learner.all,
      item: recall(learner.items, event.item, noCounts),
      skills: event.skills.map((skill) => recall(learner.skills, skill, noCounts)),
      at: event.at ?? learner.all.row * SECONDS_PER_ROW,
      difficulty: this.#difficulties.get(event.item)?.value ?? 0,
    };
  }

  /** Learns the outcome of the row that `before` was of. */
  learn(event: LearnerEvent, { all, item, skills, at, difficulty }: Before): void {
    if (event.correct === null) item.studies += 1;
    else {
      const right = event.correct ? 1 : 0;
      const skill = skills.reduce((sum, counts) => sum + counts.ability, 0) / Math.max(1, skills.length);
      const surprise = right - 1 / (1 + Math.exp(difficulty - all.ability));
      const fineSurprise = right - 1 / (1 + Math.exp(difficulty - all.ability - item.ability - skill));
      const rated = recall(this.#difficulties, event.item, () => ({ value: 0, answers: 0 }));
      rated.value -= surprise * Math.max(0.02, 0.4 / (1 + 0.05 * rated.answers));
      rated.answers += 1;
      all.ability += surprise * Math.max(0.03, 0.4 / (1 + 0.05 * all.answers));
      item.ability += 0.4 * fineSurprise;
      for (const counts of skills) counts.ability += 0.2 * fineSurprise;
      for (const counts of [all, item, ...skills]) count(counts, right);
      all.elapsedMs = event.elapsedMs ?? 0;
      item.elapsedMs = event.elapsedMs ?? 0;
    }
    item.row = all.row;
    item.at = at;
    all.row += 1;
    all.at = at;
  }
}

function count(counts: Counts, right: number): void {
  counts.answers += 1;
  counts.rights += right;
  counts.last = right * 2 - 1;
  counts.quick += 0.3 * (right - counts.quick);
  counts.slow += 0.08 * (right - counts.slow);
}

function recall<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
