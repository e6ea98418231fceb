import { EventPage, EventsSinceInput, LiveEvent, StreamEventsInput } from "@fluentfusion/contract";
import { learnerProcedure, router } from "../../trpc/procedures.ts";
import { trackedStream } from "../../trpc/tracked-stream.ts";
import { listEvents, streamEvents } from "./events.service.ts";

export const eventsRouter = router({
  stream: learnerProcedure
    .meta({ cost: 2 })
    .input(StreamEventsInput)
    .output(trackedStream(LiveEvent))
    .subscription(({ ctx, input, signal }) =>
      streamEvents(ctx, input, signal ?? new AbortController().signal),
    ),
  since: learnerProcedure
    .input(EventsSinceInput)
    .output(EventPage)
    .query(({ ctx, input }) => listEvents(ctx, input)),
});
