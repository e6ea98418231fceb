import type { LiveEvent } from "@fluentfusion/contract";

export interface Received {
  readonly name: string;
  readonly id: string | null;
  readonly data: string;
}

export interface FollowedStream {
  /** What has come so far, with pings and errors. */
  readonly received: readonly Received[];
  events(): LiveEvent[];
  /** Resolves when the stream has ended, by whichever side. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

/** Reads a learner's event stream by hand, as the wire has it. */
export function followStream(url: string, accessToken: string, lastEventId?: string): FollowedStream {
  const received: Received[] = [];
  const controller = new AbortController();
  const done = (async () => {
    const response = await fetch(`${url}/trpc/events.stream?input=%7B%7D`, {
      headers: {
        accept: "text/event-stream",
        authorization: `Bearer ${accessToken}`,
        ...(lastEventId === undefined ? {} : { "last-event-id": lastEventId }),
      },
      signal: controller.signal,
    });
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) {
        const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(block)?.[1];
        if (block.trim() === "") continue;
        received.push({
          name: field("event") ?? "message",
          id: field("id") ?? null,
          data: field("data") ?? "",
        });
      }
    }
  })().catch(() => undefined);
  const events = () =>
    received.filter(({ name }) => name === "message").map(({ data }) => JSON.parse(data) as LiveEvent);
  return {
    received,
    events,
    done,
    stop: async () => {
      controller.abort();
      await done;
    },
  };
}
