import { z } from "zod";
import { LIMITS } from "@fluentfusion/core";
import { Id, Instant } from "./fields.ts";

/** What happened to a learner's record, on whichever device: one for each line of the log. */
export const LiveEvent = z.object({
  /** Place in the learner's log; also the id from which a stream is resumed. */
  seq: z.number().int(),
  /** `ready` opens a stream that was not resumed: it says from where on events will come. */
  type: z.enum(["ready", "attempt", "undo", "regrade", "freeze"]),
  /** Of the log's entry. */
  id: Id.nullable(),
  attemptId: Id.nullable(),
  lessonId: Id.nullable(),
  at: Instant.nullable(),
  badgesEarned: z.array(z.string()),
  /** Less than nothing where an author took a decision back. */
  xpEarned: z.number().int(),
});
export type LiveEvent = z.infer<typeof LiveEvent>;

export const StreamEventsInput = z.strictObject({
  /** The newest event that the caller has; without it the stream begins now. */
  after: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  /** Put in by tRPC when a lost stream is resumed: it goes before `after`. */
  lastEventId: z
    .string()
    .regex(/^\d{1,15}$/)
    .nullish(),
});
export type StreamEventsInput = z.infer<typeof StreamEventsInput>;

/** Without `after`: no events, only where the log ends now. */
export const EventsSinceInput = z.strictObject({
  after: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional(),
  limit: z.number().int().min(1).max(LIMITS.pullMax).default(100),
});
export type EventsSinceInput = z.infer<typeof EventsSinceInput>;

export const EventPage = z.object({
  events: z.array(LiveEvent),
  /** `after` of the next call. */
  cursor: z.number().int(),
  more: z.boolean(),
});
export type EventPage = z.infer<typeof EventPage>;
