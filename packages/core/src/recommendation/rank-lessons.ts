import { indexCatalogue, queryOf, type CatalogueIndex } from "../catalogue/catalogue-index.ts";
import type { Catalogue, CourseLesson } from "../catalogue/catalogue.ts";
import { logit } from "../logit.ts";
import { predict, type LearnerState, type Model } from "../learner-model/index.ts";
import { CATEGORIES, type Category, DIFFICULTIES, type UserType } from "../vocabulary.ts";
import { DAY_SECONDS } from "../planning/forgetting.ts";
import { keptAfterLesson, teachingCeiling, teachingGain } from "../planning/gain.ts";
import { horizonOf, type Horizon } from "../planning/horizon.ts";
import { estimateMemory } from "../planning/memory-estimate.ts";
import type { MemoryEstimate } from "../planning/recall-curve.ts";
import { standingOf, type Standing } from "./lesson-standing.ts";
import type { RecommendOptions } from "./options.ts";
import { sumOf, TERM_CODES, type Term } from "./terms.ts";

/** Every lesson with its score and, where it cannot be recommended now, what stands in its way. */
export interface Ranking {
  readonly lessons: readonly CourseLesson[];
  readonly options: RecommendOptions;
  readonly horizon: Horizon;
  readonly memory: MemoryEstimate;
  readonly index: CatalogueIndex;
  readonly standing: Standing;
  isCandidate(position: number): boolean;
  /** Whether the lesson at a position has still to be done before those that build on it. */
  isOpen(position: number): boolean;
  /** Why the lesson at a position is no candidate, or null. */
  blockOf(position: number): Block | null;
  /** In items recalled at the horizon per minute. */
  scoreOf(position: number): number;
  /** At least the score, by a fraction of the work. */
  ceilingOf(position: number): number;
  /** At least the score that the lesson will ever have with these options, whatever the learner knows. */
  mostOf(position: number): number;
  /** What the learner's wish adds to the score. */
  wishOf(position: number): number;
  /** The score of the lesson at a position in its terms; they sum to it exactly. */
  termsOf(position: number): Term[];
  /** Logit of a right answer to an item of the lesson that was not met yet. */
  logitOf(position: number): number;
}

/** `PREREQUISITES` names those not done. */
export type Block =
  | { readonly code: "PREREQUISITES"; readonly lessons: readonly string[] }
  | { readonly code: "DONE" }
  | { readonly code: "DISMISSED" }
  | { readonly code: "EMPTY" };

/** What small terms weigh, in items recalled per minute: all together less than one item in ten minutes. */
const CONTINUE = 0.03;
const NOVELTY = 0.01;
const COURSE_ORDER = 0.02;
/** So that no rounding makes a ceiling lower than what it stands for. */
const ROUNDING = 1e-9;

/** What of a gain a situation of the goal adds to it. */
const GOAL_FIT = 1;

/** What of a gain a situation adds for a kind of user: who needs it first. */
const RELEVANCE: Readonly<Record<UserType, Partial<Record<Category, number>>>> = {
  tourist: { greetings: 0.2, emergency: 0.2, transportation: 0.1 },
  tourism_worker: { greetings: 0.2, accommodation: 0.2, food: 0.1 },
};

/** What a placed learner finds easier in a lesson, for each difficulty that it lies below theirs: as far as they are apart. */
const LOGITS_BELOW = 1.5;

/** A situation is new again after so many days. */
const NOVEL_SECONDS = 7 * DAY_SECONDS;

export function rankLessons(
  model: Model,
  learner: LearnerState,
  catalogue: Catalogue,
  options: RecommendOptions,
): Ranking {
  const index = indexCatalogue(model, catalogue);
  const at = Number.isFinite(options.at) ? options.at : learner.learner.lastAt;
  const horizon = horizonOf(at, options.goal);
  const memory = estimateMemory(learner);
  const kept = keptAfterLesson(memory, horizon);
  const standing = standingOf(learner, catalogue, index, { memory, horizon, options });
  const shifts = shiftsOf(model, learner, index);
  const positionsOf = (ids: readonly string[]): number[] =>
    ids.flatMap((id) => index.positions.get(id) ?? []);
  const dismissed = new Set(positionsOf(options.dismissed ?? []));
  const wishes = new Map(
    Object.entries(options.wishes ?? {}).map(([id, wish]) => [index.positions.get(id) ?? -1, finite(wish)]),
  );
  const weights = CATEGORIES.map((category) => weightOf(category, standing, options));
  const shares = weights.map(({ goal, relevance }) => 1 + goal + relevance);
  const allDone = !standing.done.includes(0);
  const count = catalogue.lessons.length;
  const parts = new Float64Array(TERM_CODES.length);

  const placed = options.placed === undefined ? 0 : DIFFICULTIES.indexOf(options.placed);
  const below = (position: number): number => {
    if (placed === 0) return 0;
    const difficulty = catalogue.lessons[position]?.difficulty ?? "beginner";
    return Math.max(0, placed - DIFFICULTIES.indexOf(difficulty));
  };
  const isOpen = (position: number): boolean => standing.done[position] === 0 && below(position) === 0;

  const logitOf = (position: number): number =>
    (index.ease[position] ?? 0) +
    (shifts[index.categories[position] ?? 0] ?? 0) +
    LOGITS_BELOW * below(position);

  const wishOf = (position: number): number => (wishes.size > 0 ? (wishes.get(position) ?? 0) : 0);

  /** In the order of `TERM_CODES`. */
  const fillParts = (position: number): void => {
    const unmet = (index.sizes[position] ?? 0) - (standing.met[position] ?? 0);
    const items = (standing.metGain[position] ?? 0) + unmet * teachingGain(logitOf(position), kept);
    const gain = items / (index.minutes[position] ?? 1);
    const weight = weights[index.categories[position] ?? 0];
    parts[0] = gain;
    parts[1] = gain * (weight?.goal ?? 0);
    parts[2] = gain * (weight?.relevance ?? 0);
    parts[3] = standing.begun[position] === 1 && unmet > 0 ? CONTINUE : 0;
    parts[4] = weight?.novelty ?? 0;
    parts[5] = COURSE_ORDER * (1 - position / count);
    parts[6] = wishOf(position);
  };

  return {
    lessons: catalogue.lessons,
    options,
    horizon,
    memory,
    index,
    standing,
    logitOf,
    isOpen,
    isCandidate(position) {
      if ((index.sizes[position] ?? 0) === 0 || dismissed.has(position)) return false;
      if (standing.done[position] === 1) return allDone;
      for (const before of index.prerequisites[position] ?? []) {
        if (isOpen(before)) return false;
      }
      return true;
    },
    blockOf(position) {
      const lesson = catalogue.lessons[position];
      if (lesson === undefined || (index.sizes[position] ?? 0) === 0) return { code: "EMPTY" };
      if (dismissed.has(position)) return { code: "DISMISSED" };
      if (standing.done[position] === 1) return allDone ? null : { code: "DONE" };
      const open = index.prerequisites[position]?.filter(isOpen) ?? [];
      if (open.length === 0) return null;
      return { code: "PREREQUISITES", lessons: open.map((before) => catalogue.lessons[before]?.id ?? "") };
    },
    ceilingOf(position) {
      const unmet = (index.sizes[position] ?? 0) - (standing.met[position] ?? 0);
      const items = (standing.metGain[position] ?? 0) + unmet * teachingCeiling(logitOf(position), kept);
      const category = index.categories[position] ?? 0;
      const gain = (items / (index.minutes[position] ?? 1)) * (shares[category] ?? 1);
      const small = (standing.begun[position] === 1 ? CONTINUE : 0) + (weights[category]?.novelty ?? 0);
      return gain + small + COURSE_ORDER * (1 - position / count) + wishOf(position) + ROUNDING;
    },
    mostOf(position) {
      // No item can gain more than its whole recall.
      const gain = (index.sizes[position] ?? 0) / (index.minutes[position] ?? 1);
      const small = CONTINUE + NOVELTY + COURSE_ORDER;
      return gain * (shares[index.categories[position] ?? 0] ?? 1) + small + wishOf(position) + ROUNDING;
    },
    wishOf,
    scoreOf(position) {
      fillParts(position);
      return sumOf(parts);
    },
    termsOf(position) {
      fillParts(position);
      return TERM_CODES.map((code, part) => ({ code, value: parts[part] ?? 0 }));
    },
  };
}

export interface Candidate {
  readonly position: number;
  readonly score: number;
}

/**
 * The best candidates, best first; earlier in the course first among equals. Linear in lessons, of which most are seen to be
 * no better than those that are found already.
 */
export function bestCandidates(ranking: Ranking, count: number): Candidate[] {
  const best: Candidate[] = [];
  for (let position = 0; position < ranking.lessons.length; position += 1) {
    const last = best.length >= count ? best.at(-1) : undefined;
    if (last !== undefined && ranking.ceilingOf(position) <= last.score) continue;
    const score = ranking.scoreOf(position);
    if (last !== undefined && score <= last.score) continue;
    if (!ranking.isCandidate(position)) continue;
    let place = best.length;
    while (place > 0 && score > (best[place - 1]?.score ?? Infinity)) place -= 1;
    best.splice(place, 0, { position, score });
    if (best.length > count) best.pop();
  }
  return best;
}

/** What a situation adds to the gain of its lessons, as shares of it, and to their score. */
function weightOf(category: Category, { situations }: Standing, { at, goal, userType }: RecommendOptions) {
  return {
    goal: goal?.categories?.includes(category) === true ? GOAL_FIT : 0,
    relevance: userType === undefined ? 0 : (RELEVANCE[userType][category] ?? 0),
    novelty: at - situations[category].lastAt > NOVEL_SECONDS ? NOVELTY : 0,
  };
}

/** By how much this learner's logit differs from that of an unknown one, in each of `CATEGORIES`. */
function shiftsOf(model: Model, learner: LearnerState, index: CatalogueIndex): number[] {
  const isUnknown = learner.learner.rows === 0 && learner.learner.ability.mean === 0;
  return CATEGORIES.map((category) => {
    const fresh = index.samples[category].filter((item) => learner.items.get(item.id) === undefined);
    if (isUnknown || fresh.length === 0) return 0;
    const logits = fresh.map((item) => logit(predict(model, learner, queryOf(item, null))));
    const mean = logits.reduce((sum, value) => sum + value, 0) / logits.length;
    return mean - index.sampleEase[category];
  });
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : 0;
}
