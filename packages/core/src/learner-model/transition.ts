import { correctBelief } from "./belief.ts";
import { correctionsAfter } from "./correction-trace.ts";
import { phaseOf } from "./facts.ts";
import type { ItemTrace } from "./item-trace.ts";
import { NEW_SKILL, type AbilityTrace, type SkillTrace } from "./learner-state.ts";
import { lean, settle } from "./moving-average.ts";
import { COUNT, LOG_TIME, MOMENT, ROWS, SHARE, STREAK, SURPRISE } from "./precision.ts";
import { PAUSE_SECONDS, reviewsAfter } from "./review-trace.ts";
import { nextTempo } from "./tempo.ts";
import { correctBeliefs, skillShare } from "./rating.ts";
import type { Situation } from "./situation.ts";

/** What came of a query; `correct` is null for a row that asked nothing. */
export interface Outcome {
  readonly correct: boolean | null;
  readonly elapsedMs: number | null;
}

/** log of milliseconds, within a tenth of a second and ten minutes; 0 when unknown. */
export function logTime(elapsedMs: number | null): number {
  if (elapsedMs === null || !(elapsedMs > 0)) return 0;
  return LOG_TIME.round(Math.log(Math.min(600_000, Math.max(100, elapsedMs))));
}

/** A moving average of shares. */
function shareAfter(average: number, share: number, value: number): number {
  return SHARE.round(lean(average, share, value));
}

function nextStreak(before: number, right: boolean): number {
  return STREAK.round(right ? Math.max(0, before) + 1 : Math.min(0, before) - 1);
}

function added(counts: readonly number[], amount: number): readonly number[] {
  if (amount === 0) return counts;
  const after = counts.slice();
  for (let index = 0; index < after.length; index += 1)
    after[index] = Math.fround((counts[index] ?? 0) + amount);
  return after;
}

function nextRightTime(before: number, time: number): number {
  return before === 0 ? time : LOG_TIME.round(lean(before, 0.3, time));
}

/** What the learner has done with the item after this outcome. */
export function nextItem(situation: Situation, outcome: Outcome): ItemTrace {
  const { item: before, gap, gapRows, rating, subject } = situation;
  const asked = outcome.correct !== null;
  const right = outcome.correct === true;
  const value = right ? 1 : 0;
  const time = logTime(outcome.elapsedMs);
  const timed = right && time > 0;
  return {
    attempts: COUNT.round(before.attempts + (asked ? 1 : 0)),
    rights: COUNT.round(before.rights + value),
    studies: COUNT.round(before.studies + (asked ? 0 : 1)),
    lastAt: MOMENT.round(situation.at),
    lastRow: situation.learner.rows,
    streak: asked ? nextStreak(before.streak, right) : before.streak,
    last: asked ? value * 2 - 1 : before.last,
    second: asked ? before.last : before.second,
    slow: asked ? SHARE.round(lean(before.slow, 0.2, value)) : before.slow,
    lastGap: gap,
    bestGap: right ? Math.max(before.bestGap, gap) : before.bestGap,
    bestGapRows: right ? Math.max(before.bestGapRows, gapRows) : before.bestGapRows,
    lastTime: asked ? time : before.lastTime,
    rightTime: timed ? nextRightTime(before.rightTime, time) : before.rightTime,
    rightFades: added(situation.rightFades, value),
    wrongFades: added(situation.wrongFades, 1 - value),
    reviews: reviewsAfter(before.reviews, { gap, seen: situation.seen, correct: outcome.correct }),
    knowledge: asked ? correctBelief(before.knowledge, subject.scales.item, rating, value) : before.knowledge,
  };
}

/** The learner's trace of the `index`-th skill of the query after this outcome. */
export function nextSkill(situation: Situation, index: number, outcome: Outcome): SkillTrace {
  const before = situation.skills[index] ?? NEW_SKILL;
  const asked = outcome.correct !== null;
  const value = outcome.correct === true ? 1 : 0;
  const { subject, rating } = situation;
  return {
    rows: COUNT.round(before.rows + 1),
    answers: COUNT.round(before.answers + (asked ? 1 : 0)),
    rights: COUNT.round(before.rights + value),
    quick: asked ? shareAfter(before.quick, settle(before.answers + 1, 0.2), value) : before.quick,
    last: asked ? value * 2 - 1 : before.last,
    lastAt: MOMENT.round(situation.at),
    lastRow: situation.learner.rows,
    knowledge: asked ? correctBelief(before.knowledge, skillShare(subject), rating, value) : before.knowledge,
  };
}

/** The learner over all items after this outcome. */
export function nextLearner(situation: Situation, outcome: Outcome): AbilityTrace {
  const { learner: before, at, rating } = situation;
  const resumed = before.rows > 0 && situation.pause <= PAUSE_SECONDS;
  const asked = outcome.correct !== null;
  const right = outcome.correct === true;
  const value = right ? 1 : 0;
  const time = logTime(outcome.elapsedMs);
  const timed = asked && time > 0;
  const pace = settle(before.times, 0.02);
  const phase = phaseOf(situation.item);
  const beliefs = asked
    ? correctBeliefs(before, situation.subject, rating, { phase, outcome: value })
    : before;
  return {
    rows: ROWS.round(before.rows + 1),
    answers: ROWS.round(before.answers + (asked ? 1 : 0)),
    lastAt: MOMENT.round(at),
    sessionAt: resumed ? before.sessionAt : MOMENT.round(at),
    ability: beliefs.ability,
    traits: beliefs.traits,
    priorKnowledge: beliefs.priorKnowledge,
    quick: asked ? shareAfter(before.quick, settle(before.answers + 1, 0.2), value) : before.quick,
    middle: asked ? shareAfter(before.middle, settle(before.answers + 1, 0.05), value) : before.middle,
    slow: asked ? shareAfter(before.slow, settle(before.answers + 1, 0.01), value) : before.slow,
    streak: asked ? nextStreak(before.streak, right) : before.streak,
    surprise: asked
      ? SURPRISE.round(lean(before.surprise, settle(before.answers + 4, 0.05), value - rating.probability))
      : before.surprise,
    novelty: shareAfter(before.novelty, settle(before.rows, 0.05), situation.seen ? 0 : 1),
    time: timed ? LOG_TIME.round(lean(before.time, pace, time)) : before.time,
    timeSpread: timed
      ? LOG_TIME.round(lean(before.timeSpread, pace, Math.abs(time - before.time)))
      : before.timeSpread,
    lastTime: asked ? time : before.lastTime,
    times: COUNT.round(before.times + (timed ? 1 : 0)),
    tempo: nextTempo(before.tempo, situation.pause, outcome.correct, outcome.elapsedMs),
    corrections: correctionsAfter(before.corrections, situation.item, {
      gap: situation.gap,
      seen: situation.seen,
      correct: outcome.correct,
    }),
  };
}
