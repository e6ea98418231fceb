import type { UndoAttemptInput, UndoReceipt } from "@fluentfusion/contract";
import { DAY_MS, localDay, streakOn } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { NO_CHANGE, refoldLearner } from "./fold-learner.ts";
import { recountSittings } from "../sittings/sitting-progress.ts";
import {
  findEvents,
  findGiven,
  type GivenAnswer,
  insertEvents,
  type RecordEvent,
} from "./record-events.queries.ts";
import { lockLearner } from "./record.queries.ts";
import { refused, type Taken } from "./taken.ts";

/** Long enough for a slip noticed in the evening; a record that could be tidied for ever would say nothing. */
const UNDO_WITHIN_MS = DAY_MS;

type Undone = Taken<UndoReceipt>;

/** What a stored entry of this id answers to an undo that comes again. */
function repeated({ kind, attemptId, receipt }: RecordEvent, input: UndoAttemptInput): Undone {
  return kind === "undo" && attemptId === input.attemptId
    ? { ok: true, receipt: receipt as UndoReceipt }
    : refused(new DomainError("ATTEMPT_CONFLICT"));
}

/** Why an answer can not be taken back, if it can not. */
function objection({ undoneAt }: UndoAttemptInput, answer: GivenAnswer | undefined): DomainError | null {
  if (answer === undefined) return new DomainError("ATTEMPT_NOT_FOUND");
  const isLate = Math.abs(Date.parse(undoneAt) - answer.deviceAt.getTime()) > UNDO_WITHIN_MS;
  return isLate ? new DomainError("UNDO_TOO_LATE") : null;
}

/**
 * Takes answers back: the log keeps them, and the record is folded without them, once for all. Safe to send again; one
 * that is refused does not hold up the others.
 *
 * @returns one result for each input, in order; errors are ATTEMPT_NOT_FOUND, UNDO_TOO_LATE, and ATTEMPT_CONFLICT for an
 * id that was used for something else
 */
export async function undoAttempts(
  { deps, actor }: ActorContext,
  inputs: readonly UndoAttemptInput[],
): Promise<Undone[]> {
  const learnerId = actor.userId;
  const { results, hasGrown } = await deps.db.transaction(async (tx) => {
    const learner = await lockLearner(tx, learnerId);
    const ids = inputs.map(({ id }) => id);
    const known = new Map((await findEvents(tx, learnerId, ids)).map((event) => [event.id, event]));
    const answers = await findGiven(
      tx,
      learnerId,
      inputs.map(({ attemptId }) => attemptId),
    );
    const fresh = new Map<string, UndoAttemptInput>();
    for (const input of inputs) {
      const isNew = !known.has(input.id) && !fresh.has(input.id);
      if (isNew && objection(input, answers.get(input.attemptId)) === null) fresh.set(input.id, input);
    }
    if (fresh.size > 0) {
      const undone = new Set([...fresh.values()].map(({ attemptId }) => attemptId));
      const lastSeq = learner.lastSeq + fresh.size;
      const folded = await refoldLearner(tx, learnerId, { ...learner, lastSeq }, { ...NO_CHANGE, undone });
      const { xp: xpTotal, streak } = folded.learner.totals;
      const receivedAt = deps.now();
      const streakDays = streakOn(streak, localDay(receivedAt.getTime(), actor.timeZone)).days;
      const events = [...fresh.values()].map(({ id, attemptId, undoneAt }, index) => ({
        learnerId,
        id,
        seq: learner.lastSeq + 1 + index,
        kind: "undo" as const,
        attemptId,
        outcome: null,
        day: null,
        occurredAt: new Date(undoneAt),
        receivedAt,
        receipt: { id, attemptId, xpTotal, streakDays } satisfies UndoReceipt,
      }));
      await insertEvents(tx, events);
      const sittingIds = [...undone].flatMap((id) => answers.get(id)?.sittingId ?? []);
      await recountSittings(tx, learnerId, [...new Set(sittingIds)], folded.record.earnings);
      for (const event of events) known.set(event.id, event);
    }
    return {
      hasGrown: fresh.size > 0,
      results: inputs.map((input): Undone => {
        const event = known.get(input.id);
        if (event !== undefined) return repeated(event, input);
        return refused(objection(input, answers.get(input.attemptId)) ?? new DomainError("ATTEMPT_CONFLICT"));
      }),
    };
  });
  if (hasGrown) void deps.liveLog.tell(learnerId);
  return results;
}

/** One answer taken back; throws what `undoAttempts` would tell of it. */
export async function undoAttempt(ctx: ActorContext, input: UndoAttemptInput): Promise<UndoReceipt> {
  const [result] = await undoAttempts(ctx, [input]);
  if (result?.ok !== true) throw result?.error ?? new DomainError("INTERNAL");
  return result.receipt;
}
