import type { LogEntry, PullAnswer, PullInput, RegradeReceipt } from "@fluentfusion/contract";
import type { ActorContext } from "../../trpc/context.ts";
import { findLastSeq, listAttemptsAfter, listRecordEventsAfter } from "./sync.queries.ts";

type RecordEventRow = Awaited<ReturnType<typeof listRecordEventsAfter>>[number];

function toEntry({ kind, attemptId, outcome, day, receipt, ...entry }: RecordEventRow): LogEntry[] {
  if (kind === "undo" && attemptId !== null) return [{ ...entry, type: kind, attemptId }];
  if (kind === "regrade" && attemptId !== null && outcome !== null) {
    return [{ ...entry, type: kind, attemptId, outcome, receipt: receipt as RegradeReceipt }];
  }
  return kind === "freeze" && day !== null ? [{ ...entry, type: kind, day }] : [];
}

/**
 * The lines of a learner's log after `after`, at most `limit`, each the successor of the one before it. Numbers are given
 * without gaps under the learner's lock, so the lines that can be seen are always the first ones; what is read while
 * others write ends before the first number that is missing, whichever table it will be in.
 */
export async function readLogAfter(
  { deps, actor }: ActorContext,
  after: number,
  limit: number,
): Promise<LogEntry[]> {
  const [answers, events] = await Promise.all([
    listAttemptsAfter(deps.db, actor.userId, after, limit),
    listRecordEventsAfter(deps.db, actor.userId, after, limit),
  ]);
  const entries = [...answers, ...events.flatMap(toEntry)].toSorted((a, b) => a.seq - b.seq);
  const gap = entries.findIndex(({ seq }, index) => seq !== after + 1 + index);
  return entries.slice(0, gap === -1 ? limit : Math.min(gap, limit));
}

/** One page of the caller's log. A cursor beyond its end was another log's: then it begins anew. */
export async function pullLog(ctx: ActorContext, { after, limit }: PullInput): Promise<PullAnswer> {
  const lastSeq = await findLastSeq(ctx.deps.db, ctx.actor.userId);
  const reset = after > lastSeq;
  const from = reset ? 0 : after;
  const entries = await readLogAfter(ctx, from, limit);
  const cursor = entries.at(-1)?.seq ?? from;
  return { entries, cursor, more: cursor < lastSeq, reset };
}
