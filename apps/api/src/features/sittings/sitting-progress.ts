import type { AttemptReceipt } from "@fluentfusion/contract";
import type { LoggedAttempt } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import { lockSittingRow, type SittingRow, type Tx, updateSitting } from "./sittings.queries.ts";

/** The learner's own sitting, locked. Throws SITTING_NOT_FOUND, for a stranger's too. */
export async function lockSitting(tx: Tx, learnerId: string, id: string): Promise<SittingRow> {
  const sitting = await lockSittingRow(tx, learnerId, id);
  if (sitting === null) throw new DomainError("SITTING_NOT_FOUND");
  return sitting;
}

/**
 * Notes an answer in its sitting. An answer to an exercise that is not part of it, or that comes after the end, stays in
 * the log all the same: nothing that a learner did is refused for that.
 */
export async function recordInSitting(
  tx: Tx,
  sitting: SittingRow,
  attempt: LoggedAttempt,
  receipt: AttemptReceipt,
): Promise<void> {
  const index = sitting.exercises.findIndex((exercise) => exercise.id === attempt.exerciseId);
  if (index === -1) return;
  const bit = 1 << index;
  const isRight = attempt.outcome === "correct" || attempt.outcome === "almost";
  const isFirst = (sitting.seenBits & bit) === 0;
  await updateSitting(tx, sitting.id, {
    seenBits: sitting.seenBits | bit,
    firstRightBits: sitting.firstRightBits | (isFirst && isRight ? bit : 0),
    solvedBits: sitting.solvedBits | (isRight ? bit : 0),
    answers: sitting.answers + 1,
    xpEarned: sitting.xpEarned + receipt.xpEarned,
    badgesEarned: [...sitting.badgesEarned, ...receipt.badgesEarned],
  });
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
