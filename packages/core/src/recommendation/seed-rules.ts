import { DIFFICULTIES, type Difficulty } from "../vocabulary.ts";
import type { LessonCandidate, LessonRecord, Policy, Recommendation, RecommendationInput } from "./policy.ts";
import type { Reason } from "./reason.ts";

const EXCELLENT_SCORE = 80;

interface Choice {
  readonly wanted: readonly Difficulty[];
  readonly reason: Reason;
  readonly confidence: number;
}

function rank(difficulty: Difficulty): number {
  return DIFFICULTIES.indexOf(difficulty);
}

/** The rules of the original design, with its constants for confidence. */
function choose(completed: readonly LessonRecord[], byId: ReadonlyMap<string, LessonCandidate>): Choice {
  const latest = completed.reduce<LessonRecord | null>(
    (last, record) => (last === null || record.lastAt > last.lastAt ? record : last),
    null,
  );
  if (latest === null) {
    return { wanted: ["beginner"], reason: { code: "NEW_LEARNER", params: {} }, confidence: 0.9 };
  }
  const mean = completed.reduce((sum, record) => sum + record.score, 0) / completed.length;
  const level = byId.get(latest.lessonId)?.difficulty ?? "beginner";
  const params = { meanScore: Math.round(mean), difficulty: level };
  if (mean >= EXCELLENT_SCORE) {
    const next = DIFFICULTIES[rank(level) + 1];
    const wanted = next === undefined ? [level] : [level, next];
    return { wanted, reason: { code: "EXCELLENT_PROGRESS", params }, confidence: 0.85 };
  }
  return { wanted: [level], reason: { code: "PRACTICE", params }, confidence: 0.75 };
}

/** A catalogue as the rules look at it: lessons of each difficulty in course order. */
interface RuleIndex {
  readonly byId: ReadonlyMap<string, LessonCandidate>;
  /** Which lesson comes first in the course. */
  readonly inOrder: (a: LessonCandidate, b: LessonCandidate) => number;
  /** In the order of `DIFFICULTIES`. */
  readonly ofDifficulty: readonly (readonly LessonCandidate[])[];
}

const indexes = new WeakMap<readonly LessonCandidate[], RuleIndex>();

function indexLessons(lessons: readonly LessonCandidate[]): RuleIndex {
  const known = indexes.get(lessons);
  if (known !== undefined) return known;
  const sorted = lessons.toSorted((a, b) => a.position - b.position);
  const placeOf = new Map(sorted.map(({ id }, place) => [id, place]));
  const made = {
    byId: new Map(lessons.map((lesson) => [lesson.id, lesson])),
    inOrder: (a: LessonCandidate, b: LessonCandidate) => (placeOf.get(a.id) ?? 0) - (placeOf.get(b.id) ?? 0),
    ofDifficulty: DIFFICULTIES.map((level) => sorted.filter(({ difficulty }) => difficulty === level)),
  };
  indexes.set(lessons, made);
  return made;
}

/** Two lists in course order as one, as far as somebody reads it. */
function* merged(
  one: Iterable<LessonCandidate>,
  other: Iterable<LessonCandidate>,
  inOrder: RuleIndex["inOrder"],
): Generator<LessonCandidate> {
  const rest = other[Symbol.iterator]();
  let waiting = rest.next();
  for (const lesson of one) {
    for (; waiting.done !== true && inOrder(waiting.value, lesson) < 0; waiting = rest.next())
      yield waiting.value;
    yield lesson;
  }
  for (; waiting.done !== true; waiting = rest.next()) yield waiting.value;
}

/**
 * Puts open lessons of the wanted difficulties first, in course order, then the others by how near their difficulty is.
 * The original stopped after the first group and left a learner who had finished it with an empty list.
 *
 * It reads as much of the catalogue as the list is long and the learner has done.
 */
function recommend({ lessons, records, dismissed = [], limit }: RecommendationInput): Recommendation[] {
  const { byId, inOrder, ofDifficulty } = indexLessons(lessons);
  const completed = records.filter((record) => record.completedAt !== null);
  const out = new Set([...completed.map((record) => record.lessonId), ...dismissed]);
  const { wanted, reason, confidence } = choose(completed, byId);
  const begun = new Set(records.map(({ lessonId }) => lessonId).filter((id) => !out.has(id)));
  const begunLessons = [...begun].flatMap((id) => byId.get(id) ?? []).toSorted(inOrder);

  const distanceOf = (level: number) =>
    Math.min(...wanted.map((difficulty) => Math.abs(level - rank(difficulty))));
  const chosen: Recommendation[] = [];
  for (let far = 0; far < DIFFICULTIES.length; far += 1) {
    const add = (lesson: LessonCandidate, near: Reason): void => {
      const wider: Reason = { code: "WIDER", params: { difficulty: lesson.difficulty } };
      const why = far > 0 ? wider : near;
      chosen.push({ lessonId: lesson.id, reason: why, confidence, propensity: 1 });
    };
    for (const lesson of begunLessons) {
      if (chosen.length >= limit) return chosen;
      if (distanceOf(rank(lesson.difficulty)) === far) add(lesson, { code: "CONTINUE", params: {} });
    }
    const untouched = ofDifficulty
      .filter((_, level) => distanceOf(level) === far)
      .reduce<Iterable<LessonCandidate>>((all, some) => merged(all, some, inOrder), []);
    for (const lesson of untouched) {
      if (chosen.length >= limit) return chosen;
      if (!out.has(lesson.id) && !begun.has(lesson.id)) add(lesson, reason);
    }
  }
  return chosen;
}

/** The original design's recommendations, kept as the policy that every later one is compared with. */
export const seedRules: Policy = { name: "seed-rules@1", recommend };
