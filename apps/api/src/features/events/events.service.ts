import type {
  EventPage,
  EventsSinceInput,
  LiveEvent,
  LogEntry,
  StreamEventsInput,
} from "@fluentfusion/contract";
import { LIMITS } from "@fluentfusion/core";
import { tracked, type TrackedEnvelope } from "@trpc/server";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext, Context } from "../../trpc/context.ts";
import { readLogAfter } from "../sync/pull.service.ts";
import { findLastSeq } from "../sync/sync.queries.ts";

/** A stream is open no longer than that after its session has ended. */
const SESSION_LOOK_EVERY_MS = 5_000;

function toEvent(entry: LogEntry): LiveEvent {
  const isAnswer = entry.type === "attempt";
  const earned = "receipt" in entry ? entry.receipt : { badgesEarned: [], xpEarned: 0 };
  return {
    seq: entry.seq,
    type: entry.type,
    id: entry.id,
    attemptId: isAnswer ? entry.id : "attemptId" in entry ? entry.attemptId : null,
    lessonId: isAnswer ? entry.lessonId : null,
    at: entry.receivedAt,
    badgesEarned: earned.badgesEarned,
    xpEarned: earned.xpEarned,
  };
}

function ready(seq: number): LiveEvent {
  return {
    seq,
    type: "ready",
    id: null,
    attemptId: null,
    lessonId: null,
    at: null,
    badgesEarned: [],
    xpEarned: 0,
  };
}

/** One page of what has happened since `after`. */
export async function listEvents(ctx: ActorContext, { after, limit }: EventsSinceInput): Promise<EventPage> {
  const lastSeq = await findLastSeq(ctx.deps.db, ctx.actor.userId);
  // A place beyond the end was another log's: there is nothing to go on from but the end.
  const from = Math.min(after ?? lastSeq, lastSeq);
  const entries = await readLogAfter(ctx, from, limit);
  const cursor = entries.at(-1)?.seq ?? from;
  return { events: entries.map(toEvent), cursor, more: cursor < lastSeq };
}

/** How tRPC ends a stream whose reader is to come back: it tells the client of any other end as of the last one. */
function interrupted(): Error {
  return new DOMException("the server is going away", "AbortError");
}

/**
 * Follows the caller's log from where it was left. Each event carries its place as its id, so that a reader who comes
 * back, here or at another instance, gets exactly what it has not had.
 *
 * @param signal ends with the connection, or when it has lasted long enough
 * @throws DomainError RATE_LIMITED with too many streams; UNAUTHENTICATED once the session has ended
 */
export async function* streamEvents(
  ctx: ActorContext & Pick<Context, "findActorAgain" | "http">,
  { after, lastEventId }: StreamEventsInput,
  signal: AbortSignal,
): AsyncGenerator<TrackedEnvelope<LiveEvent>, void, undefined> {
  const { deps, actor } = ctx;
  const watch = await deps.liveLog.watch(actor.userId, ctx.http.caller.address);
  const end = AbortSignal.any([signal, watch.signal]);
  try {
    const lastSeq = await watch.read(() => findLastSeq(deps.db, actor.userId));
    const asked = lastEventId === null || lastEventId === undefined ? after : Number(lastEventId);
    let cursor = Math.min(asked ?? lastSeq, lastSeq);
    if (asked !== cursor) yield tracked(String(cursor), ready(cursor));
    let hasMore = true;
    while (!end.aborted) {
      if (hasMore) {
        const from = cursor;
        const entries = await watch.read(() => readLogAfter(ctx, from, LIMITS.pullMax));
        for (const entry of entries) {
          yield tracked(String(entry.seq), toEvent(entry));
          cursor = entry.seq;
        }
        hasMore = entries.length === LIMITS.pullMax;
      }
      if (!hasMore) hasMore = await watch.grown(SESSION_LOOK_EVERY_MS, end);
      // Known without asking the database, which tells of each revocation.
      if ((await ctx.findActorAgain()) === null) throw new DomainError("UNAUTHENTICATED");
    }
  } finally {
    await watch.close();
  }
  if (!signal.aborted) throw interrupted();
}
