import { isTrackedEnvelope, tracked, type TrackedEnvelope } from "@trpc/server";
import { z } from "zod";

/** The output schema of a subscription: each event must fit `event`, and carries the id from which to go on. */
export function trackedStream<Event extends z.ZodType>(event: Event) {
  type Output = z.output<Event>;
  return z
    .custom<AsyncIterable<TrackedEnvelope<Output>, void, undefined>>(
      (value) => typeof value === "object" && value !== null && Symbol.asyncIterator in value,
    )
    .transform(async function* check(stream): AsyncGenerator<TrackedEnvelope<Output>, void, undefined> {
      for await (const envelope of stream) {
        if (!isTrackedEnvelope(envelope)) throw new Error("an event without an id");
        yield tracked(envelope[0], event.parse(envelope[1]));
      }
    });
}
