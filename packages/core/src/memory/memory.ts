import { fsrs, generatorParameters, Rating, type Grade } from "ts-fsrs";
import { DAY_MS, type Days, type EpochMs, type LocalDay } from "../units.ts";
import type { Outcome } from "../vocabulary.ts";

/** What is known of one learner's memory of one item. */
export interface MemoryState {
  /** Retrievals that counted: the first of each local day. */
  readonly reviews: number;
  /** Counted retrievals that failed after an earlier success. */
  readonly lapses: number;
  readonly lastAt: EpochMs;
  readonly lastDay: LocalDay;
  readonly dueAt: EpochMs;
  /** Days until the chance of recall has fallen to 90 %. */
  readonly stabilityDays: Days;
  /** 1 (easy) to 10 (hard). */
  readonly difficulty: number;
  readonly lastRight: boolean;
}

/** FSRS-6 with its published default weights (open-spaced-repetition/ts-fsrs), without its random fuzz. */
const scheduler = fsrs(generatorParameters({ enable_fuzz: false, enable_short_term: false }));

function grade(outcome: Outcome): Grade {
  switch (outcome) {
    case "correct":
      return Rating.Good;
    case "almost":
      return Rating.Hard;
    case "wrong":
    case "skipped":
      return Rating.Again;
  }
}

/**
 * The memory after one retrieval.
 *
 * Only the first retrieval of a local day moves stability and difficulty: repeats within a day say little about
 * forgetting and make FSRS overconfident. A failure at any time makes the item due at once.
 */
export function reviewMemory(
  before: MemoryState | null,
  retrieval: { readonly outcome: Outcome; readonly at: EpochMs; readonly day: LocalDay },
): MemoryState {
  const right = retrieval.outcome === "correct" || retrieval.outcome === "almost";
  if (before !== null && before.lastDay === retrieval.day) {
    return { ...before, lastAt: retrieval.at, lastRight: right, dueAt: right ? before.dueAt : retrieval.at };
  }
  const elapsed = before === null ? 0 : Math.max(0, (retrieval.at - before.lastAt) / DAY_MS);
  const memory = before === null ? null : { stability: before.stabilityDays, difficulty: before.difficulty };
  const next = scheduler.next_state(memory, elapsed, grade(retrieval.outcome));
  return {
    reviews: (before?.reviews ?? 0) + 1,
    lapses: (before?.lapses ?? 0) + (before?.lastRight === true && !right ? 1 : 0),
    lastAt: retrieval.at,
    lastDay: retrieval.day,
    dueAt: right ? Math.round(retrieval.at + next.stability * DAY_MS) : retrieval.at,
    stabilityDays: next.stability,
    difficulty: next.difficulty,
    lastRight: right,
  };
}
