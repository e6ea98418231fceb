import type { CourseLesson } from "../catalogue/catalogue.ts";
import { seededRandom } from "../learner-model/fitting/seeded-random.ts";
import type { Probability } from "../units.ts";
import type { Candidate } from "./rank-lessons.ts";

export interface Choice extends Candidate {
  /** Of this lesson at this place, given the places before it. */
  readonly propensity: Probability;
  /** Chosen by chance where another one was best. */
  readonly explored: boolean;
}

/** What likeness to a lesson that is already on the list costs, as a share of the best score. */
const DIVERSITY = 0.3;

/** How often a place is filled by chance, and among how many of the best. */
const EXPLORED = 0.1;
const POOL = 10;

export interface SlateOptions {
  readonly limit: number;
  readonly seed?: number;
  /** By lesson id: where the best lesson that is left was asked for, chance does not take its place. */
  readonly wishes?: Readonly<Record<string, number>>;
}

/**
 * A list by maximal marginal relevance (Carbonell & Goldstein 1998): score less likeness to what is on it already.
 *
 * With a seed each place is filled, one time in ten, by any of the ten best that are left.
 */
export function chooseSlate(
  candidates: readonly Candidate[],
  lessons: readonly CourseLesson[],
  options: SlateOptions,
): Choice[] {
  const { limit, seed } = options;
  const random = seed === undefined ? null : seededRandom(seed);
  const price = DIVERSITY * Math.max(0, candidates[0]?.score ?? 0);
  const rest = [...candidates];
  const chosen: Choice[] = [];
  while (chosen.length < limit && rest.length > 0) {
    const worth = new Map(
      rest.map((one) => [one, one.score - price * likeness(one.position, chosen, lessons)] as const),
    );
    const pool = rest.toSorted((a, b) => (worth.get(b) ?? 0) - (worth.get(a) ?? 0)).slice(0, POOL);
    const chance = random !== null && !isWished(pool[0], lessons, options) ? random : null;
    const explores = chance !== null && chance() < EXPLORED;
    const place = explores ? Math.floor(chance() * pool.length) : 0;
    const next = pool[place];
    if (next === undefined) break;
    const best = place === 0 ? 1 : 0;
    const propensity = chance === null ? 1 : (1 - EXPLORED) * best + EXPLORED / pool.length;
    chosen.push({ ...next, propensity, explored: place > 0 });
    rest.splice(rest.indexOf(next), 1);
  }
  return chosen;
}

/** What a policy may put first, with the probability of each; they sum to 1 unless there is nothing to put. */
export type FirstChoices = readonly (readonly [lessonId: string, probability: Probability])[];

/** What `chooseSlate` puts first, over its chances: one lesson where no chance is involved. */
export function firstChoices(
  candidates: readonly Candidate[],
  lessons: readonly CourseLesson[],
  options: SlateOptions,
): FirstChoices {
  if (options.limit === 0) return [];
  const explores = options.seed !== undefined && !isWished(candidates[0], lessons, options);
  const pool = candidates.slice(0, explores ? POOL : 1);
  return pool.flatMap(({ position }, place) => {
    const lesson = lessons[position];
    const best = place === 0 ? 1 : 0;
    const probability = explores ? (1 - EXPLORED) * best + EXPLORED / pool.length : best;
    return lesson === undefined ? [] : [[lesson.id, probability] as const];
  });
}

function isWished(
  best: Candidate | undefined,
  lessons: readonly CourseLesson[],
  { wishes }: SlateOptions,
): boolean {
  const id = lessons[best?.position ?? -1]?.id;
  return id !== undefined && (wishes?.[id] ?? -1) >= 0;
}

/** 0 to 1: how much a lesson is like the most similar one on the list. */
function likeness(position: number, chosen: readonly Choice[], lessons: readonly CourseLesson[]): number {
  const lesson = lessons[position];
  return Math.max(
    0,
    ...chosen.map((other) => {
      const it = lessons[other.position];
      return (
        (it?.category === lesson?.category ? 0.8 : 0) + (it?.difficulty === lesson?.difficulty ? 0.2 : 0)
      );
    }),
  );
}
