import { createTRPCClient, httpSubscriptionLink } from "@trpc/client";
import type { EventSourceInit } from "eventsource";
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

/** React Native has neither the events of a stream nor bodies that come bit by bit: there a stream would never say anything. */
const canStream = () =>
  [typeof Event, typeof EventTarget, typeof ReadableStream].every((kind) => kind === "function") &&
  "body" in Response.prototype;

/** Calls for streams. What they take is loaded only where there can be any: without `Event` even that fails. */
async function openStreams(client: Pick<Client, "token">, url: string) {
  const { EventSource } = await import("eventsource");
  return createTRPCClient<AppRouter>({
    links: [
      httpSubscriptionLink({
        url: `${url}/trpc`,
        EventSource,
        // A browser's own EventSource sends no headers; a token in an address would end up in logs.
        eventSourceOptions: {
          fetch: async (address, init) => {
            const token = await client.token();
            const headers = new Headers(init.headers);
            if (token !== null) headers.set("authorization", `Bearer ${token}`);
            return fetch(address, { ...init, headers });
          },
        } satisfies EventSourceInit,
      }),
    ],
  });
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

  /** `null` where there are none, or what they take was lost on the way and is asked for again. */
  const findStreams = () => (canStream() ? openStreams(client, options.url).catch(() => null) : null);

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
    timer = setTimeout(() => void open(), ASK_EVERY_MS);
  };

  const open = async () => {
    const streams = await findStreams();
    if (isOver) return;
    if (streams === null) {
      await ask();
      return;
    }
    const subscription = streams.events.stream.subscribe(cursor === undefined ? {} : { after: cursor }, {
      onData: ({ data }) => take(data),
      onError: () => void ask(),
      onComplete: () => void ask(),
    });
    stopStream = () => subscription.unsubscribe();
  };

  void open();
  return () => {
    isOver = true;
    clearTimeout(timer);
    stopStream?.();
  };
}
