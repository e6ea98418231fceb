import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import { EventSource, type EventSourceInit } from "eventsource";
import type { Client } from "./create-client.ts";
import type { AppRouter, RouterOutputs } from "./types.ts";

/** What happened to the learner's record, on whichever device. */
export type LiveEvent = RouterOutputs["events"]["since"]["events"][number];

const ASK_EVERY_MS = 15_000;

export interface FollowOptions {
  /** The API's address without `/trpc`, as `createClient` takes it. */
  readonly url: string;
  /** Once for each event, in order. */
  readonly onEvent: (event: LiveEvent) => void;
}

/**
 * Follows the record of whoever is signed in, from now on: by a stream while there is one, else by asking every 15 s.
 *
 * @returns how to stop
 */
export function followEvents(client: Pick<Client, "api" | "token">, options: FollowOptions): () => void {
  let cursor: number | undefined;
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopStream: (() => void) | null = null;

  const take = (event: LiveEvent) => {
    // After a change from one way to the other, what came by both is told once.
    if (cursor !== undefined && event.seq <= cursor) return;
    cursor = event.seq;
    if (event.type !== "ready") options.onEvent(event);
  };

  const streams = createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: `${options.url}/trpc`,
        EventSource,
        // A browser's own EventSource sends no headers; a token in an address would end up in logs.
        eventSourceOptions: {
          fetch: async (url, init) => {
            const token = await client.token();
            const headers = new Headers(init.headers);
            if (token !== null) headers.set("authorization", `Bearer ${token}`);
            return fetch(url, { ...init, headers });
          },
        } satisfies EventSourceInit,
      }),
    ],
  });

  const ask = async () => {
    try {
      const page = await client.api.events.since.query(cursor === undefined ? {} : { after: cursor });
      for (const event of page.events) take(event);
      cursor ??= page.cursor;
    } catch {
      // Asked again later.
    }
    if (isOver) return;
    // And whether there can be a stream again.
    timer = setTimeout(open, ASK_EVERY_MS);
  };

  const open = () => {
    const subscription = streams.events.stream.subscribe(cursor === undefined ? {} : { after: cursor }, {
      onData: ({ data }) => take(data),
      onError: () => void ask(),
      onComplete: () => void ask(),
    });
    stopStream = () => subscription.unsubscribe();
  };

  open();
  return () => {
    isOver = true;
    clearTimeout(timer);
    stopStream?.();
  };
}
