import type { LearnerEvent } from "../src/learner-model/index.ts";

/**
 * Rows of a log column by column: between threads, buffers change hands where objects would be copied one by one.
 *
 * Texts are numbers into the list of all texts so far; each batch brings those that are new.
 */
export interface EventColumns {
  readonly texts: readonly string[];
  /** Four to a row: learner, item, skills (joined by `;`), kind. */
  readonly names: Uint32Array<ArrayBuffer>;
  /** Two to a row: at, and the milliseconds it took; NaN for null. */
  readonly times: Float64Array<ArrayBuffer>;
  /** 1, 0, or -1 for null. */
  readonly outcomes: Int8Array<ArrayBuffer>;
}

const NAMES = 4;
const TIMES = 2;

/** Turns the batches of one log into columns, in their order. */
export function columnsWriter(): (events: readonly LearnerEvent[]) => EventColumns {
  const numbers = new Map<string, number>();
  return (events) => {
    const texts: string[] = [];
    const numberOf = (text: string): number => {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size);
      texts.push(text);
      return numbers.size - 1;
    };
    const names = new Uint32Array(NAMES * events.length);
    const times = new Float64Array(TIMES * events.length);
    const outcomes = new Int8Array(events.length);
    for (const [row, { learner, item, skills, kind, at, correct, elapsedMs }] of events.entries()) {
      names[NAMES * row] = numberOf(learner);
      names[NAMES * row + 1] = numberOf(item);
      names[NAMES * row + 2] = numberOf(skills.length === 1 ? (skills[0] ?? "") : skills.join(";"));
      names[NAMES * row + 3] = numberOf(kind);
      times[TIMES * row] = at ?? Number.NaN;
      times[TIMES * row + 1] = elapsedMs ?? Number.NaN;
      outcomes[row] = correct === null ? -1 : Number(correct);
    }
    return { texts, names, times, outcomes };
  };
}

/**
 * Turns those columns back into the events that they were made of, batch by batch in the same order. An event is made when it
 * is asked for: a whole batch of them would outlive a round of garbage collection, and be copied by it.
 */
export function columnsReader(): (columns: EventColumns) => Generator<LearnerEvent> {
  const texts: string[] = [];
  const skillSets = new Map<string, readonly string[]>([["", []]]);
  const skillsOf = (text: string): readonly string[] => {
    const known = skillSets.get(text);
    if (known !== undefined) return known;
    const made = text.split(";");
    skillSets.set(text, made);
    return made;
  };

  function* eventsOf({ names, times, outcomes }: EventColumns): Generator<LearnerEvent> {
    const textAt = (place: number): string => texts[names[place] ?? 0] ?? "";
    const timeAt = (place: number): number | null => {
      const time = times[place] ?? Number.NaN;
      return Number.isNaN(time) ? null : time;
    };
    for (let row = 0; row < outcomes.length; row += 1) {
      const outcome = outcomes[row] ?? -1;
      yield {
        learner: textAt(NAMES * row),
        item: textAt(NAMES * row + 1),
        skills: skillsOf(textAt(NAMES * row + 2)),
        kind: textAt(NAMES * row + 3),
        at: timeAt(TIMES * row),
        correct: outcome < 0 ? null : outcome === 1,
        elapsedMs: timeAt(TIMES * row + 1),
      };
    }
  }

  return (columns) => {
    for (const text of columns.texts) texts.push(text);
    return eventsOf(columns);
  };
}
