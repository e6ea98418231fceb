import type { AttemptReceipt } from "@fluentfusion/contract";
import type { LoggedAttempt } from "@fluentfusion/core";
import { lockSittingRows, type SittingRow, type Tx, updateSitting } from "./sittings.queries.ts";

/** The learner's own sittings among these, locked. */
export async function lockSittings(
  tx: Tx,
  learnerId: string,
  ids: readonly string[],
): Promise<Map<string, SittingRow>> {
  const rows = ids.length === 0 ? [] : await lockSittingRows(tx, learnerId, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

interface SittingAnswer {
  readonly sitting: SittingRow;
  readonly attempt: LoggedAttempt;
  readonly receipt: AttemptReceipt;
}

/** A sitting with one more answer. One to an exercise that is not part of it stays in the log all the same. */
function advance(sitting: SittingRow, attempt: LoggedAttempt, receipt: AttemptReceipt): SittingRow {
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
    xpEarned: sitting.xpEarned + receipt.xpEarned,
    badgesEarned: [...sitting.badgesEarned, ...receipt.badgesEarned],
  };
}

/** Notes answers in their sittings: one statement for each sitting. */
export async function recordInSittings(tx: Tx, answers: readonly SittingAnswer[]): Promise<void> {
  const after = new Map<string, SittingRow>();
  for (const { sitting, attempt, receipt } of answers) {
    after.set(sitting.id, advance(after.get(sitting.id) ?? sitting, attempt, receipt));
  }
  for (const {
    id,
    seenBits,
    firstRightBits,
    solvedBits,
    answers: count,
    xpEarned,
    badgesEarned,
  } of after.values()) {
    await updateSitting(tx, id, {
      seenBits,
      firstRightBits,
      solvedBits,
      answers: count,
      xpEarned,
      badgesEarned,
    });
  }
}

/**
 * Which exercise comes next: first each once, in order, then those that are still unsolved, round and round. `null` when
 * all are solved.
 */
export function nextIndex({ exercises, seenBits, solvedBits, answers }: SittingRow): number | null {
  const unseen = exercises.findIndex((_, index) => (seenBits & (1 << index)) === 0);
  if (unseen !== -1) return unseen;
  const unsolved = exercises.flatMap((_, index) => ((solvedBits & (1 << index)) === 0 ? [index] : []));
  return unsolved[answers % Math.max(1, unsolved.length)] ?? null;
}
