import type { Catalogue, PracticeItem } from "../catalogue/catalogue.ts";
import { indexCatalogue } from "../catalogue/catalogue-index.ts";
import { sigmoid } from "../logit.ts";
import type { LearnerState, Model } from "../learner-model/index.ts";
import { DIFFICULTIES, type Difficulty } from "../vocabulary.ts";

/** "I don't know" is an answer: it is honest, and never counts as a lucky guess. */
export type PlacementAnswer = "right" | "wrong" | "unknown";

/** A test under way, as plain JSON: what was asked, what came of it, and the belief about the learner's level. */
export interface PlacementState {
  readonly asked: readonly { readonly item: string; readonly answer: PlacementAnswer }[];
  /** Weights over `LEVELS`, summing to 1. */
  readonly posterior: readonly number[];
  /** Most questions there will be. */
  readonly limit: number;
  /** Ends earlier when the belief's standard deviation is this small. */
  readonly precision: number;
  /** Set when the learner contested a result: the difficulty that they say is right. */
  readonly claim: Difficulty | null;
}

export interface PlacementResult {
  readonly finished: boolean;
  /** Logits above an unknown learner: mean, standard error and an interval that holds it 8 times in 10. */
  readonly level: number;
  readonly standardError: number;
  readonly interval: readonly [number, number];
  /** Where to begin. */
  readonly difficulty: Difficulty;
  /** Probability of each difficulty, easiest first. */
  readonly probabilities: Readonly<Record<Difficulty, number>>;
  readonly questions: number;
  /** False once it was contested: there is one appeal. */
  readonly contestable: boolean;
}

/** Logits at which the belief is held. */
const LEVELS: readonly number[] = Array.from({ length: 61 }, (_, step) => -4.5 + step * 0.15);

const PRIOR_DEVIATION = 1.5;
const MOST_QUESTIONS = 10;
const APPEAL_QUESTIONS = 5;
const PRECISION = 0.5;

/** Chance that a wrong idea of an answer is right all the same. */
const GUESS = 0.2;

/** One of this many of the most informative questions, or of all that are nearly as good, so that none is asked of all. */
const EXPOSURE = 4;
const NEARLY = 0.95;

/** Where a learner of a difficulty begins to be at home. */
const BORDERS = [0, 1.5];

export function startPlacement(): PlacementState {
  const posterior = normalised(LEVELS.map((level) => Math.exp(-0.5 * (level / PRIOR_DEVIATION) ** 2)));
  return { asked: [], posterior, limit: MOST_QUESTIONS, precision: PRECISION, claim: null };
}

/**
 * The next question, or null when the test is finished.
 *
 * @param draw a random number in [0, 1): which of the most informative questions is asked
 */
export function nextPlacementItem(
  model: Model,
  catalogue: Catalogue,
  state: PlacementState,
  draw: number,
): PracticeItem | null {
  if (isFinished(state)) return null;
  const { difficulties } = indexCatalogue(model, catalogue);
  const asked = new Set(state.asked.map(({ item }) => item));
  const ranked = catalogue.items
    .filter((item) => !asked.has(item.id))
    .map((item) => ({ item, information: expectedInformation(state, difficulties.get(item.id) ?? 0) }))
    .toSorted((a, b) => b.information - a.information);
  const least = NEARLY * (ranked[0]?.information ?? 0);
  const pool = ranked.filter(({ information }, place) => place < EXPOSURE || information >= least);
  const place = Math.floor(draw * pool.length);
  return pool[place > 0 ? Math.min(pool.length - 1, place) : 0]?.item ?? null;
}

/** The test after an answer; a second answer to the same question changes nothing. */
export function answerPlacement(
  model: Model,
  catalogue: Catalogue,
  state: PlacementState,
  answered: { readonly item: string; readonly answer: PlacementAnswer },
): PlacementState {
  const difficulty = indexCatalogue(model, catalogue).difficulties.get(answered.item);
  if (difficulty === undefined || state.asked.some((one) => one.item === answered.item)) return state;
  const posterior = normalised(
    LEVELS.map((level, index) => {
      const right = chance(level, difficulty);
      return (state.posterior[index] ?? 0) * (answered.answer === "right" ? right : 1 - right);
    }),
  );
  return { ...state, asked: [...state.asked, answered], posterior };
}

export function placementResult(state: PlacementState): PlacementResult {
  const level = momentOf(state, (value) => value);
  const standardError = deviation(state);
  const probabilities = Object.fromEntries(
    DIFFICULTIES.map((difficulty, rank) => [
      difficulty,
      momentOf(state, (value) => (rankOf(value) === rank ? 1 : 0)),
    ]),
  ) as Record<Difficulty, number>;
  return {
    finished: isFinished(state),
    level,
    standardError,
    interval: [quantile(state, 0.1), quantile(state, 0.9)],
    difficulty: DIFFICULTIES[rankOf(level)] ?? "beginner",
    probabilities,
    questions: state.asked.length,
    contestable: state.claim === null,
  };
}

/**
 * A learner as a test found them, so that a newcomer is not asked what they know. What the test saw, apart from its own
 * prior, is one more observation of ability, by the product of two normal densities; answers soon outweigh it.
 */
export function withPlacement(learner: LearnerState, state: PlacementState): LearnerState {
  if (state.asked.length === 0) return learner;
  const { level, standardError } = placementResult(state);
  const seen = 1 / standardError ** 2 - 1 / PRIOR_DEVIATION ** 2;
  if (!(seen > 0) || !Number.isFinite(seen)) return learner;
  const { ability } = learner.learner;
  const variance = 1 / (1 / ability.variance + seen);
  const mean = variance * (ability.mean / ability.variance + level / standardError ** 2);
  return { ...learner, learner: { ...learner.learner, ability: { mean, variance } } };
}

/** Goes on with a few more questions, since the learner says that they belong elsewhere. */
export function contestPlacement(state: PlacementState, claim: Difficulty): PlacementState {
  if (state.claim !== null) return state;
  return { ...state, claim, limit: state.asked.length + APPEAL_QUESTIONS, precision: 0 };
}

function isFinished(state: PlacementState): boolean {
  return state.asked.length >= state.limit || (state.asked.length > 0 && deviation(state) < state.precision);
}

function chance(level: number, difficulty: number): number {
  return GUESS + (1 - GUESS) * sigmoid(level - difficulty);
}

/** Fisher information of the three-parameter model, averaged over the belief. */
function expectedInformation(state: PlacementState, difficulty: number): number {
  return LEVELS.reduce((sum, level, index) => {
    const right = chance(level, difficulty);
    const slope = right - GUESS;
    const information = (slope ** 2 * (1 - right)) / ((1 - GUESS) ** 2 * right);
    return sum + (state.posterior[index] ?? 0) * information;
  }, 0);
}

function rankOf(level: number): number {
  return BORDERS.filter((border) => level >= border).length;
}

function momentOf(state: PlacementState, value: (level: number) => number): number {
  return LEVELS.reduce((sum, level, index) => sum + (state.posterior[index] ?? 0) * value(level), 0);
}

function deviation(state: PlacementState): number {
  const mean = momentOf(state, (level) => level);
  return Math.sqrt(
    Math.max(
      0,
      momentOf(state, (level) => (level - mean) ** 2),
    ),
  );
}

function quantile(state: PlacementState, share: number): number {
  let sum = 0;
  for (let index = 0; index < LEVELS.length; index += 1) {
    sum += state.posterior[index] ?? 0;
    if (sum >= share) return LEVELS[index] ?? 0;
  }
  return LEVELS.at(-1) ?? 0;
}

function normalised(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
