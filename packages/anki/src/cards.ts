import type { Memory } from "./deck.ts";

const DAY_SECONDS = 86_400;

/** How a card stands, in the columns of `cards`. */
export interface Standing {
  readonly type: number;
  readonly queue: number;
  readonly due: number;
  readonly ivl: number;
  readonly factor: number;
  readonly reps: number;
  readonly lapses: number;
  readonly data: string;
}

/** A card that nobody has seen, in its place among the new ones. */
export function newCard(position: number): Standing {
  return { type: 0, queue: 0, due: position, ivl: 0, factor: 0, reps: 0, lapses: 0, data: "{}" };
}

const rounded = (value: number, digits: number) => Number(value.toFixed(digits));

/**
 * A card under review: due and interval in days for any Anki, and the state of FSRS under the names that Anki has for it
 * (s: stability in days, d: difficulty, dr: wanted retention, lrt: last review in seconds).
 */
export function reviewCard(memory: Memory, createdSeconds: number): Standing {
  const dueDays = Math.floor((memory.dueAt.getTime() / 1000 - createdSeconds) / DAY_SECONDS);
  const heldMs = memory.dueAt.getTime() - memory.lastAt.getTime();
  return {
    type: 2,
    queue: 2,
    due: Math.max(0, dueDays),
    ivl: Math.max(1, Math.round(heldMs / 1000 / DAY_SECONDS)),
    factor: 2500,
    reps: memory.reviews,
    lapses: memory.lapses,
    data: JSON.stringify({
      s: rounded(Math.max(0.001, memory.stabilityDays), 4),
      d: rounded(Math.min(10, Math.max(1, memory.difficulty)), 3),
      dr: 0.9,
      lrt: Math.floor(memory.lastAt.getTime() / 1000),
    }),
  };
}
