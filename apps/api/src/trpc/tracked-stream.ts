import { isTrackedEnvelope, tracked, type TrackedEnvelope } from "@trpc/server";
import { z } from "zod";

/** The output schema of a subscription: each event must fit `event`, and carries the id from which to go on. */
export function trackedStream<Event>(event: z.ZodType<Event>) {
  return z
    .custom<AsyncIterable<TrackedEnvelope<Event>, void, undefined>>(
      (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value,
    )
    .transform(async function* check(stream): AsyncGenerator<TrackedEnvelope<Event>, void, undefined> {
      for await (const envelope of stream) {
        if (!isTrackedEnvelope(envelope)) throw new Error("an event without an id");
        yield tracked(envelope[0], event.parse(envelope[1]));
      }
    });
}
