import type { AttemptReceipt } from "@fluentfusion/contract";
import type { Earned, LoggedAttempt } from "@fluentfusion/core";
import {
  listSittingAnswers,
  lockSittingRows,
  type SittingRow,
  type Tx,
  updateSitting,
} from "./sittings.queries.ts";

/** The learner's own sittings among these, locked. */
export async function lockSittings(
  tx: Tx,
  learnerId: string,
  ids: readonly string[],
): Promise<Map<string, SittingRow>> {
  const rows = ids.length === 0 ? [] : await lockSittingRows(tx, learnerId, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

type Answered = Pick<LoggedAttempt, "exerciseId" | "outcome">;
type Earnings = Pick<AttemptReceipt, "xpEarned" | "badgesEarned">;

interface SittingAnswer {
  readonly sitting: SittingRow;
  readonly attempt: Answered;
  readonly receipt: Earnings;
}

/** A sitting with one more answer. One to an exercise that is not part of it stays in the log all the same. */
function advance(sitting: SittingRow, attempt: Answered, earned: Earnings): SittingRow {
  const index = sitting.exercises.findIndex((exercise) => exercise.id === attempt.exerciseId);
  if (index === -1) return sitting;
  const bit = 1 << index;
  const isRight = attempt.outcome === "correct" || attempt.outcome === "almost";
  const isFirst = (sitting.seenBits & bit) === 0;
  return {
    ...sitting,
    seenBits: sitting.seenBits | bit,
    firstRightBits: sitting.firstRightBits | (isFirst && isRight ? bit : 0),
    solvedBits: sitting.solvedBits | (isRight ? bit : 0),
    answers: sitting.answers + 1,
    xpEarned: sitting.xpEarned + earned.xpEarned,
    badgesEarned: [...sitting.badgesEarned, ...earned.badgesEarned],
  };
}

async function save(tx: Tx, sittings: Iterable<SittingRow>): Promise<void> {
  for (const { id, seenBits, firstRightBits, solvedBits, answers, xpEarned, badgesEarned } of sittings) {
    await updateSitting(tx, id, { seenBits, firstRightBits, solvedBits, answers, xpEarned, badgesEarned });
  }
}

/** The sittings of some answers, with them. */
export function advanceSittings(answers: readonly SittingAnswer[]): SittingRow[] {
  const after = new Map<string, SittingRow>();
  for (const { sitting, attempt, receipt } of answers) {
    after.set(sitting.id, advance(after.get(sitting.id) ?? sitting, attempt, receipt));
  }
  return [...after.values()];
}

const NOTHING_DONE = {
  seenBits: 0,
  firstRightBits: 0,
  solvedBits: 0,
  answers: 0,
  xpEarned: 0,
  badgesEarned: [],
};

/**
 * Counts sittings anew after answers of theirs were taken back or graded otherwise.
 *
 * @param earnings of the learner's whole record, after the change
 */
export async function recountSittings(
  tx: Tx,
  learnerId: string,
  ids: readonly string[],
  earnings: readonly Earned[],
): Promise<void> {
  if (ids.length === 0) return;
  const after = new Map<string, SittingRow>(
    [...(await lockSittings(tx, learnerId, ids))].map(([id, row]) => [id, { ...row, ...NOTHING_DONE }]),
  );
  const earned = new Map(earnings.map((one) => [one.attemptId, one]));
  for (const { id, sittingId, ...answered } of await listSittingAnswers(tx, learnerId, ids)) {
    const sitting = sittingId === null ? undefined : after.get(sittingId);
    if (sitting === undefined) continue;
    const { xp = [], badges = [] } = earned.get(id) ?? {};
    const xpEarned = xp.reduce((sum, { amount }) => sum + amount, 0);
    after.set(sitting.id, advance(sitting, answered, { xpEarned, badgesEarned: [...badges] }));
  }
  await save(tx, after.values());
}

/** By place in the sitting: solved, or answered and not to be asked again. */
export function doneBits({ exercises, seenBits, solvedBits }: SittingRow): number {
  return exercises.reduce((bits, { once }, place) => bits | (once ? seenBits & (1 << place) : 0), solvedBits);
}

/**
 * Which exercise comes next: first each once, in order, then those that are still to be solved, round and round. `null` when
 * all are done with.
 */
export function nextIndex(sitting: SittingRow): number | null {
  const { exercises, seenBits, answers } = sitting;
  const unseen = exercises.findIndex((_, index) => (seenBits & (1 << index)) === 0);
  if (unseen !== -1) return unseen;
  const done = doneBits(sitting);
  const left = exercises.flatMap((_, index) => ((done & (1 << index)) === 0 ? [index] : []));
  return left[answers % Math.max(1, left.length)] ?? null;
}
