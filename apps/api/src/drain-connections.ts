import type { FastifyInstance } from "fastify";
import type { Deps } from "./shared/deps.ts";

const LOOK_EVERY_MS = 50;
/** A stream that is cut by chance is taken up again soon; those of a whole server are not all at once. */
const COME_BACK_MS = { soon: [1_000, 3_000], spread: [1_000, 10_000] } as const;

/** By the standard of EventSource: after how long the reader is to connect again. A line of the block that it stands in. */
function retryHint([least, most]: readonly [number, number]): string {
  return `retry: ${Math.round(least + Math.random() * (most - least))}\n`;
}

/** Says at the beginning of a stream of events, and at its end, when to come back. */
function retryHints(isDraining: () => boolean): TransformStream<Uint8Array, Uint8Array> {
  const encoder = new TextEncoder();
  return new TransformStream({
    start: (controller) => controller.enqueue(encoder.encode(retryHint(COME_BACK_MS.soon))),
    flush(controller) {
      if (isDraining())
        controller.enqueue(encoder.encode(`event: draining\n${retryHint(COME_BACK_MS.spread)}\n`));
    },
  });
}

function isEventStream({ headers }: Response): boolean {
  return headers.get("content-type")?.startsWith("text/event-stream") === true;
}

/**
 * Lets clients go without loss when the server stops: each answer from the beginning of the drain on is the last on its
 * connection, streams are ended and told when to come back, and a connection is closed as soon as it is idle.
 */
export function drainConnections(app: FastifyInstance, { lifecycle, liveLog }: Deps): void {
  let looking: NodeJS.Timeout | undefined;
  const isDraining = () => lifecycle.stage === "draining";
  app.addHook("onSend", (_req, reply, payload, done) => {
    if (isDraining()) void reply.header("connection", "close");
    // As tRPC's adapter gives it.
    const events = payload instanceof Response && isEventStream(payload) ? payload : null;
    const body = events?.body?.pipeThrough(retryHints(isDraining));
    done(null, body === undefined || events === null ? payload : new Response(body, events));
  });
  app.addHook("preClose", async () => {
    lifecycle.drain();
    // They have no end of their own, and closing waits for every answer under way.
    liveLog.stop();
    looking = setInterval(() => app.server.closeIdleConnections(), LOOK_EVERY_MS);
  });
  app.addHook("onClose", async () => clearInterval(looking));
}
