import { USUAL_SCALES } from "../belief-scales.ts";
import { phaseOf } from "../facts.ts";
import { slowness } from "../tempo.ts";
import { logTime } from "../transition.ts";
import type { LogRow, SkillSets } from "./log-store.ts";
import { noFacts, replay } from "./replay.ts";

/** The answers of a log in columns, one learner after another: of each what holds whatever the facts. */
export interface Answers {
  readonly items: Int32Array;
  readonly skillSets: Int32Array;
  readonly kinds: Int32Array;
  /** `phaseOf` the item before the answer. */
  readonly phases: Uint8Array;
  /** Earlier answers of this learner to this item. */
  readonly attempts: Uint16Array;
  /** 1 or 0. */
  readonly outcomes: Uint8Array;
  /** log of milliseconds of right answers relative to the learner's usual time; NaN where either is not known. */
  readonly times: Float64Array;
  /** The same of the time that pauses let guess. */
  readonly slowness: Float64Array;
  /** Where each learner's answers begin; one more for the end. */
  readonly starts: Int32Array;
}

const COLUMNS = [
  "items",
  "skillSets",
  "kinds",
  "phases",
  "attempts",
  "outcomes",
  "times",
  "slowness",
] as const satisfies readonly (keyof Answers)[];

function emptyAnswers(size: number, learners: number): Answers {
  return {
    items: new Int32Array(size),
    skillSets: new Int32Array(size),
    kinds: new Int32Array(size),
    phases: new Uint8Array(size),
    attempts: new Uint16Array(size),
    outcomes: new Uint8Array(size),
    times: new Float64Array(size),
    slowness: new Float64Array(size),
    starts: new Int32Array(learners + 1),
  };
}

export function answersOf(learners: readonly (readonly LogRow[])[], skillSets: SkillSets): Answers {
  const size = learners.reduce((sum, rows) => sum + rows.filter((row) => row.correct !== null).length, 0);
  const answers = emptyAnswers(size, learners.length);
  const facts = noFacts(USUAL_SCALES);
  let at = 0;
  learners.forEach((rows, index) => {
    replay(rows, skillSets, facts, ({ item, learner, pause }, row) => {
      if (row.correct === null) return;
      const time = row.correct ? logTime(row.elapsedMs) : 0;
      answers.items[at] = row.item;
      answers.skillSets[at] = row.skillSet;
      answers.kinds[at] = row.kind;
      answers.phases[at] = phaseOf(item);
      answers.attempts[at] = item.attempts;
      answers.outcomes[at] = row.correct ? 1 : 0;
      answers.times[at] = time !== 0 && learner.times > 0 ? time - learner.time : Number.NaN;
      answers.slowness[at] =
        row.correct && learner.tempo.rightTimes > 0 ? slowness(learner.tempo, pause) : Number.NaN;
      at += 1;
    });
    answers.starts[index + 1] = at;
  });
  return answers;
}

/** The answers of some learners alone. */
export function answersOfSome(answers: Answers, keeps: (learner: number) => boolean): Answers {
  const { starts } = answers;
  const kept = Array.from({ length: starts.length - 1 }, (_, learner) => learner).filter(keeps);
  const parts = kept.map((learner) => [starts[learner] ?? 0, starts[learner + 1] ?? 0] as const);
  const size = parts.reduce((sum, [from, to]) => sum + to - from, 0);
  const part = emptyAnswers(size, kept.length);
  let at = 0;
  for (const [index, [from, to]] of parts.entries()) {
    for (const column of COLUMNS) part[column].set(answers[column].subarray(from, to), at);
    at += to - from;
    part.starts[index + 1] = at;
  }
  return part;
}
