import { v7 as uuidV7 } from "uuid";
import { vi } from "vitest";
import { followStream } from "../follow-stream.ts";
import type { Client } from "../test-app.ts";
import type { Rows } from "./world.ts";

async function skipAll(
  client: Client,
  placement: Awaited<ReturnType<Client["placement"]["start"]["mutate"]>>,
) {
  let now = placement;
  while (now.next !== null) {
    const { id: exerciseId } = now.next;
    now = await client.placement.answer.mutate({
      placementId: now.id,
      exerciseId,
      response: { kind: "skip" },
    });
  }
}

/** Exercises, answers, and the log on its way to devices. */
export const PRACTICE: Rows = {
  "session.start": [
    14,
    async ({ learner, lessonId }) =>
      () =>
        learner.client.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId }),
  ],
  "session.next": [
    1,
    async (world) => {
      const { client, sittingId } = await world.sitting();
      return () => client.session.next.query({ sittingId });
    },
  ],
  "session.resume": [
    1,
    async (world) => {
      const { client, sittingId } = await world.sitting();
      return () => client.session.resume.query({ sittingId });
    },
  ],
  "session.finish": [
    3,
    async (world) => {
      const { client, sittingId } = await world.sitting();
      return () => client.session.finish.mutate({ sittingId });
    },
  ],
  "attempts.submit": [
    2,
    async ({ learner }) => {
      // The first right answer to an exercise earns more than those after it.
      await learner.client.attempts.submit.mutate(learner.answer());
      return () => learner.client.attempts.submit.mutate(learner.answer());
    },
  ],
  "attempts.undo": [
    9,
    async (world) => {
      const { client, answer } = await world.person();
      const input = answer();
      await client.attempts.submit.mutate(input);
      return () =>
        client.attempts.undo.mutate({
          id: uuidV7(),
          attemptId: input.id,
          undoneAt: new Date().toISOString(),
        });
    },
  ],
  "attempts.list": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.attempts.list.query({}),
  ],
  // By chance an exercise is one whose lesson is not in memory yet.
  "placement.start": [
    4,
    async (world) => {
      const { client } = await world.person();
      return () => client.placement.start.mutate({ id: uuidV7() });
    },
  ],
  "placement.answer": [
    4,
    async (world) => {
      const { client, placement } = await world.placement();
      const exerciseId = placement.next?.id ?? "";
      return () =>
        client.placement.answer.mutate({ placementId: placement.id, exerciseId, response: { kind: "skip" } });
    },
  ],
  "placement.contest": [
    4,
    async (world) => {
      const { client, placement } = await world.placement();
      await skipAll(client, placement);
      return () => client.placement.contest.mutate({ placementId: placement.id, difficulty: "intermediate" });
    },
  ],
  "placement.result": [
    1,
    async (world) => {
      const { client, placement } = await world.placement();
      return () => client.placement.result.query({ placementId: placement.id });
    },
  ],
  "sync.push": [
    2,
    async ({ learner }) =>
      () =>
        learner.client.sync.push.mutate({ events: [{ type: "attempt", ...learner.answer() }] }),
  ],
  "sync.pull": [
    3,
    async ({ learner }) =>
      () =>
        learner.client.sync.pull.query({}),
  ],
  "sync.pack": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.sync.pack.query({}),
  ],
  "sync.emergencyPack": [
    1,
    async ({ app }) =>
      () =>
        app.anonymous.sync.emergencyPack.query(),
  ],
  "events.stream": [
    3,
    async ({ app, learner }) =>
      async () => {
        const stream = followStream(app.url, learner.accessToken);
        await vi.waitFor(() => {
          if (stream.events().length === 0) throw new Error("nothing yet");
        });
        await stream.stop();
      },
  ],
  "events.since": [
    3,
    async ({ learner }) =>
      () =>
        learner.client.events.since.query({ after: 0 }),
  ],
};
