import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import type { Deps } from "./shared/deps.ts";

const LOOK_EVERY_MS = 50;
/**
 * While clients keep coming there is no end of letting them in. A process that gets a tenth of a processor takes this long for those
 * who came in the seconds before.
 */
const LET_IN_MAX_MS = 5_000;
/** While a longer turn goes on, somebody may come to the door. */
const SHORT_TURN_MS = 10;
/** A stream that is cut by chance is taken up again soon; those of a whole server are not all at once. */
const COME_BACK_MS = { soon: [1_000, 3_000], spread: [1_000, 10_000] } as const;

/** Who has begun to ask, or only connected, and then says nothing. Node itself looks no more once it is told to close. */
const SILENT_MAX_MS = 2_000;

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

/** As tRPC's adapter gives it. Node loads its whole `fetch` when somebody asks for `Response`: not for a text. */
function eventStreamOf(payload: unknown): Response | null {
  if (typeof payload !== "object" || Buffer.isBuffer(payload) || !(payload instanceof Response)) return null;
  return payload.headers.get("content-type")?.startsWith("text/event-stream") === true ? payload : null;
}

interface Connections {
  /** Resolves when every connection that the system has taken for this server is known to it. */
  letIn(): Promise<void>;
  /** Gives up those over which no whole request came, and nothing at all for some time. */
  dropSilent(): void;
}

/** What is known of a connection. */
interface Heard {
  /** To the last request whose head came. */
  answer: ServerResponse | null;
  bytes: number;
  /** When the number of bytes was last another one. */
  at: number;
}

/**
 * Closes connections of a server without cutting off what came over them. A busy process is behind: the system has taken
 * connections for it, of which it lets in one in each turn of its event loop, and bytes, which it reads in the next
 * one. To stop listening resets the former, and to close a connection the latter.
 */
function watchConnections(server: Server): Connections {
  const sockets = new Map<Socket, Heard>();
  let count = 0;
  server.on("connection", (socket: Socket) => {
    count += 1;
    sockets.set(socket, { answer: null, bytes: 0, at: performance.now() });
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("request", (req, answer) => {
    const heard = sockets.get(req.socket);
    if (heard !== undefined) heard.answer = answer;
  });
  // To Node a connection is idle as soon as its answer was handed over, though most of it may wait for a slow reader.
  const closeIdle = server.closeIdleConnections.bind(server);
  server.closeIdleConnections = () => {
    if ([...sockets.keys()].every(({ writableLength }) => writableLength === 0)) closeIdle();
  };
  return {
    async letIn() {
      const deadline = performance.now() + LET_IN_MAX_MS;
      // What is left of this turn may be too short to look.
      await turn();
      for (let [isQuiet, now] = [false, performance.now()]; !isQuiet && now < deadline;) {
        const [before, began] = [count, now];
        await turn();
        now = performance.now();
        isQuiet = count === before && now - began < SHORT_TURN_MS;
      }
    },
    dropSilent() {
      const now = performance.now();
      for (const [socket, heard] of sockets) {
        if (socket.bytesRead !== heard.bytes) {
          heard.bytes = socket.bytesRead;
          heard.at = now;
        }
        const { answer } = heard;
        const isOwed = answer !== null && answer.req.complete && !answer.writableFinished;
        if (!isOwed && socket.writableLength === 0 && now - heard.at >= SILENT_MAX_MS) socket.destroy();
      }
    },
  };
}

/**
 * Lets clients go without loss when the server stops: each answer from the beginning of the drain on is the last on its
 * connection, streams are ended and told when to come back, and a connection is closed as soon as it is idle.
 */
export function drainConnections(
  app: FastifyInstance,
  { lifecycle, liveLog }: Pick<Deps, "lifecycle" | "liveLog">,
): void {
  const connections = watchConnections(app.server);
  let looking: NodeJS.Timeout | undefined;
  const isDraining = () => lifecycle.stage === "draining";
  app.addHook("onSend", (_req, reply, payload, done) => {
    if (isDraining()) void reply.header("connection", "close");
    const events = eventStreamOf(payload);
    const body = events?.body?.pipeThrough(retryHints(isDraining));
    done(null, body === undefined || events === null ? payload : new Response(body, events));
  });
  app.addHook("preClose", async () => {
    lifecycle.drain();
    // Before anything else is done: what a turn takes, whoever waits to be let in waits for.
    await connections.letIn();
    // Right after listening has stopped: streams have no end of their own, and closing waits for every answer under way.
    setImmediate(() => liveLog.stop());
    // In the part of a turn that comes after reading.
    const look = () => {
      app.server.closeIdleConnections();
      connections.dropSilent();
    };
    looking = setInterval(() => setImmediate(look), LOOK_EVERY_MS);
  });
  app.addHook("onClose", async () => clearInterval(looking));
}
