import { Agent, get, type IncomingMessage } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Connections in numbers: streams that come back, sockets that say nothing, readers that do not read. */

const APART = new Agent({ keepAlive: false, maxSockets: Number.POSITIVE_INFINITY });

/** One learner's stream, which is opened again by the hint that it was given, as a browser does. */
export interface Stream {
  readonly isOpen: () => boolean;
  /** When it may come back, in ms, as the server has said. */
  readonly hint: () => number | null;
  readonly refusals: () => number;
  cut(): void;
  end(): void;
}

export function openStream(url: string, token: string, address: string): Stream {
  const state = { isOpen: false, hasEnded: false, hint: null as number | null, refusals: 0 };
  let answer: IncomingMessage | null = null;
  const comeBack = () => {
    state.isOpen = false;
    if (!state.hasEnded) setTimeout(open, state.hint ?? 1_000).unref();
  };
  const open = () => {
    if (state.hasEnded) return;
    const headers = {
      accept: "text/event-stream",
      authorization: `Bearer ${token}`,
      "x-forwarded-for": address,
    };
    get(`${url}/trpc/events.stream?input=%7B%7D`, { headers, agent: APART }, (got) => {
      answer = got;
      if (got.statusCode !== 200) state.refusals += 1;
      got.on("data", (bytes: Buffer) => {
        const text = bytes.toString();
        const hint = /^retry: (\d+)$/m.exec(text)?.[1];
        if (hint !== undefined) state.hint = Number(hint);
        if (text.includes("serialized-error")) state.refusals += 1;
        if (text.includes('"ready"')) state.isOpen = true;
      });
      got.on("error", () => undefined).on("close", comeBack);
    }).on("error", comeBack);
  };
  open();
  return {
    isOpen: () => state.isOpen,
    hint: () => state.hint,
    refusals: () => state.refusals,
    cut: () => answer?.destroy(),
    end() {
      state.hasEnded = true;
      answer?.destroy();
    },
  };
}

/** Sockets that have been answered once and then say nothing. */
export async function idleSockets(url: string, count: number): Promise<Socket[]> {
  const { hostname, port } = new URL(url);
  const sockets: Socket[] = [];
  while (sockets.length < count) {
    for (let i = 0; i < 100 && sockets.length < count; i += 1) {
      const socket = connect(Number(port), hostname);
      socket.on("error", () => undefined).resume();
      socket.write(`GET /health HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
      sockets.push(socket);
    }
    await sleep(30);
  }
  return sockets;
}

/** Sockets that ask for the largest document and never read it. */
export function slowReaders(url: string, count: number): Socket[] {
  const { hostname, port } = new URL(url);
  return Array.from({ length: count }, () => {
    const socket = connect(Number(port), hostname);
    socket.on("error", () => undefined).pause();
    socket.write(`GET /openapi.json HTTP/1.1\r\nhost: ${hostname}\r\n\r\n`);
    return socket;
  });
}
