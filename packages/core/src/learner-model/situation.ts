import { clockAt, elapsed } from "./clock.ts";
import { phaseOf, type Subject } from "./facts.ts";
import { fadeFactor, NEW_ITEM, type ItemTrace } from "./item-trace.ts";
import type { AbilityTrace, SkillTrace } from "./learner-state.ts";
import { rate, type Rating } from "./rating.ts";

/** Everything known before an answer: what is asked, of whom, when. */
export interface Situation {
  readonly subject: Subject;
  readonly learner: AbilityTrace;
  readonly item: ItemTrace;
  readonly skills: readonly SkillTrace[];
  /** Seconds of the learner's clock. */
  readonly at: number;
  /** Since this learner last met this item; 0 when never. */
  readonly gap: number;
  readonly gapRows: number;
  readonly seen: boolean;
  /** Seconds since the learner's last row; 0 for the first. */
  readonly pause: number;
  /** What is left by now of the item's fading counts. */
  readonly rightFades: readonly number[];
  readonly wrongFades: readonly number[];
  readonly rating: Rating;
}

export interface LearnerParts {
  readonly learner: AbilityTrace;
  readonly item: ItemTrace;
  readonly skills: readonly SkillTrace[];
}

export function situationOf(subject: Subject, parts: LearnerParts, at: number | null): Situation {
  const { learner, item, skills } = parts;
  const now = clockAt(learner, at);
  const seen = item.attempts + item.studies > 0;
  const gap = seen ? elapsed(item.lastAt, now) : 0;
  const gapRows = seen ? learner.rows - item.lastRow : 0;
  const fades = seen ? fadesOf(item, gap, gapRows) : NEW_ITEM;
  return {
    subject,
    learner,
    item,
    skills,
    at: now,
    gap,
    gapRows,
    seen,
    pause: learner.rows === 0 ? 0 : elapsed(learner.lastAt, now),
    rightFades: fades.rightFades,
    wrongFades: fades.wrongFades,
    rating: rate(subject, { learner, phase: phaseOf(item), item, skills }),
  };
}

function fadesOf(
  item: ItemTrace,
  gap: number,
  gapRows: number,
): Pick<Situation, "rightFades" | "wrongFades"> {
  const rightFades = item.rightFades.slice();
  const wrongFades = item.wrongFades.slice();
  for (let index = 0; index < rightFades.length; index += 1) {
    const left = fadeFactor(index, gap, gapRows);
    rightFades[index] = Math.fround((rightFades[index] ?? 0) * left);
    wrongFades[index] = Math.fround((wrongFades[index] ?? 0) * left);
  }
  return { rightFades, wrongFades };
}
