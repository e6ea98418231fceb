import { isDeepStrictEqual } from "node:util";
import type { Streak, UseFreezeInput } from "@fluentfusion/contract";
import { instantOf, localDay, previousDay, streakOn } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { foldIn, saveFolded } from "../attempts/fold-learner.ts";
import { findEvents, insertEvents } from "../attempts/record-events.queries.ts";
import { lockLearner } from "../attempts/record.queries.ts";

/**
 * Bridges yesterday or the day before, if it was missed and a freeze is there. It takes its place in the log within
 * that day, so it also mends a streak that an answer of today has already begun anew. Safe to send again.
 *
 * Throws FREEZE_UNAVAILABLE, and ATTEMPT_CONFLICT for an id that was used for something else.
 */
export async function useFreeze({ deps, actor }: ActorContext, { id, day }: UseFreezeInput): Promise<Streak> {
  const learnerId = actor.userId;
  const receivedAt = deps.now();
  const today = localDay(receivedAt.getTime(), actor.timeZone);
  const yesterday = previousDay(today);
  const streak = await deps.db.transaction(async (tx) => {
    const learner = await lockLearner(tx, learnerId);
    const [before] = await findEvents(tx, learnerId, [id]);
    if (before !== undefined) {
      if (before.kind !== "freeze" || before.day !== day) throw new DomainError("ATTEMPT_CONFLICT");
      return before.receipt as Streak;
    }
    if (day !== yesterday && day !== previousDay(yesterday)) throw new DomainError("FREEZE_UNAVAILABLE");
    const at = instantOf(day, actor.timeZone);
    const seq = learner.lastSeq + 1;
    const counted = { ...learner, lastSeq: seq };
    const folded = await foldIn(tx, learnerId, counted, { attempts: [], freezes: [{ id, at, day }] });
    const { totals } = folded.learner;
    if (isDeepStrictEqual(totals.streak, learner.totals.streak)) throw new DomainError("FREEZE_UNAVAILABLE");
    await saveFolded(tx, learnerId, folded);
    const receipt = streakOn(totals.streak, today);
    const occurredAt = new Date(at);
    await insertEvents(tx, [{ learnerId, id, seq, kind: "freeze", day, occurredAt, receivedAt, receipt }]);
    return receipt;
  });
  void deps.liveLog.tell(learnerId);
  return streak;
}
