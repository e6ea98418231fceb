import { DIFFICULTIES, type Difficulty } from "../vocabulary.ts";
import type { LessonCandidate, LessonRecord, Policy, RecommendationInput } from "./policy.ts";
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

/**
 * Puts open lessons of the wanted difficulties first, in course order, then the others by how near their difficulty is.
 * The original stopped after the first group and left a learner who had finished it with an empty list.
 */
function recommend({ lessons, records, limit }: RecommendationInput) {
  const byId = new Map(lessons.map((lesson) => [lesson.id, lesson]));
  const completed = records.filter((record) => record.completedAt !== null);
  const done = new Set(completed.map((record) => record.lessonId));
  const begun = new Set(records.map((record) => record.lessonId));
  const { wanted, reason, confidence } = choose(completed, byId);

  const distance = (lesson: LessonCandidate) =>
    Math.min(...wanted.map((difficulty) => Math.abs(rank(lesson.difficulty) - rank(difficulty))));
  const open = lessons
    .filter((lesson) => !done.has(lesson.id))
    .map((lesson) => ({ lesson, distance: distance(lesson), begun: begun.has(lesson.id) ? 0 : 1 }));
  open.sort((a, b) => a.distance - b.distance || a.begun - b.begun || a.lesson.position - b.lesson.position);
  return open.slice(0, limit).map(({ lesson, distance: far, begun: untouched }) => {
    const wider: Reason = { code: "WIDER", params: { difficulty: lesson.difficulty } };
    const going: Reason = { code: "CONTINUE", params: {} };
    return {
      lessonId: lesson.id,
      reason: far > 0 ? wider : untouched === 0 ? going : reason,
      confidence,
      propensity: 1,
    };
  });
}

/** The original design's recommendations, kept as the policy that every later one is compared with. */
export const seedRules: Policy = { name: "seed-rules@1", recommend };
