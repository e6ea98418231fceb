import type { UndoAttemptInput, UndoReceipt } from "@fluentfusion/contract";
import { DAY_MS, localDay, streakOn } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { NO_CHANGE, refoldLearner } from "./fold-learner.ts";
import { findAnsweredAt, findEvent, insertEvent } from "./record-events.queries.ts";
import { lockLearner } from "./record.queries.ts";

/** Long enough for a slip noticed in the evening; a record that could be tidied for ever would say nothing. */
const UNDO_WITHIN_MS = DAY_MS;

/**
 * Takes an answer back: the log keeps it, and the record is folded without it. Safe to send again.
 *
 * Throws ATTEMPT_NOT_FOUND, UNDO_TOO_LATE, and ATTEMPT_CONFLICT for an id that was used for something else.
 */
export async function undoAttempt(
  { deps, actor }: ActorContext,
  { id, attemptId, undoneAt }: UndoAttemptInput,
): Promise<UndoReceipt> {
  const learnerId = actor.userId;
  return deps.db.transaction(async (tx) => {
    const learner = await lockLearner(tx, learnerId);
    const before = await findEvent(tx, learnerId, id);
    if (before !== null) {
      if (before.kind !== "undo" || before.attemptId !== attemptId) throw new DomainError("ATTEMPT_CONFLICT");
      return before.receipt as UndoReceipt;
    }
    const answeredAt = await findAnsweredAt(tx, learnerId, attemptId);
    if (answeredAt === null) throw new DomainError("ATTEMPT_NOT_FOUND");
    const at = new Date(undoneAt);
    if (Math.abs(at.getTime() - answeredAt.getTime()) > UNDO_WITHIN_MS)
      throw new DomainError("UNDO_TOO_LATE");
    const receivedAt = deps.now();
    const seq = learner.lastSeq + 1;
    const change = { ...NO_CHANGE, undone: new Set([attemptId]) };
    const { totals } = (await refoldLearner(tx, learnerId, { ...learner, lastSeq: seq }, change)).learner;
    const today = localDay(receivedAt.getTime(), actor.timeZone);
    const receipt = { id, attemptId, xpTotal: totals.xp, streakDays: streakOn(totals.streak, today).days };
    await insertEvent(tx, {
      learnerId,
      id,
      seq,
      kind: "undo",
      attemptId,
      occurredAt: at,
      receivedAt,
      receipt,
    });
    return receipt;
  });
}
