import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

/** A request whose server went away before it was answered: nobody knows whether it was done. */
export interface Lost {
  readonly port: number;
  /** When it was handed over, by `performance.now()`. */
  readonly sentAt: number;
  readonly path: string;
  /** What the connection said, and whether an answer had begun. */
  readonly error: string;
  readonly lostAt: number;
}

/** A proxy that gives each request to the next server in turn, whoever sends it. */
export interface RoundRobin {
  readonly url: string;
  readonly lost: readonly Lost[];
  /** How many requests each port has been given. */
  readonly given: ReadonlyMap<number, number>;
  close(): Promise<void>;
}

const LOOK_EVERY_MS = 50;
/** Who has not said anything by then is asked after those who say that they are ready, and before those who say that they are not. */
const LOOK_WITHIN_MS = 400;

/**
 * Said of the connection behind the proxy alone (RFC 9110, 7.6.1): a client that is told how long the server keeps its own would
 * send into one that the proxy has just closed.
 */
const OF_ONE_CONNECTION = new Set(["connection", "keep-alive"]);

const ownHeaders = ({ headers }: IncomingMessage) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_ONE_CONNECTION.has(name)));

/**
 * Opens it on a free port of the loopback. Each request has a connection of its own; where none can be made, nothing has
 * been sent, and the next server is asked. One that says that it is not ready comes last. A server that goes while it has a request makes a 502 of it.
 */
export async function openRoundRobin(ports: readonly number[]): Promise<RoundRobin> {
  const lost: Lost[] = [];
  const given = new Map(ports.map((port) => [port, 0]));
  const [READY, SILENT, AWAY] = [0, 1, 2];
  const standing = new Map(ports.map((port) => [port, READY]));
  let turn = 0;

  async function look(port: number): Promise<void> {
    const signal = AbortSignal.timeout(LOOK_WITHIN_MS);
    const answer = await fetch(`http://127.0.0.1:${port}/ready`, { signal }).catch(() => null);
    if (answer !== null) standing.set(port, answer.ok ? READY : AWAY);
    else if (!signal.aborted) standing.set(port, AWAY);
    // Who said that it is going, and then nothing, has not come back.
    else if (standing.get(port) === READY) standing.set(port, SILENT);
  }
  await Promise.all(ports.map(look));
  const over = new AbortController();
  for (const port of ports)
    void (async () => {
      // One look after another: a server that is behind would have those to answer before it gets to what is asked of it.
      while (!over.signal.aborted) {
        await look(port);
        await sleep(LOOK_EVERY_MS);
      }
    })();

  function pass(incoming: IncomingMessage, body: Buffer, outgoing: ServerResponse, order: readonly number[]) {
    const [port = 0, ...others] = order;
    const sentAt = performance.now();
    const { method, url: path, headers } = incoming;
    let [isConnected, isWanted] = [false, true];
    const loss = (error: Error, stage: string): Lost => ({
      port,
      sentAt,
      path: path?.slice(0, 60) ?? "",
      error: `${stage}: ${"code" in error ? String(error.code) : ""} ${error.message}`,
      lostAt: performance.now(),
    });
    const onward = request({ host: "127.0.0.1", port, method, path, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, ownHeaders(answer));
      answer.on("data", (chunk: Buffer) => outgoing.write(chunk));
      answer.once("end", () => outgoing.end());
      answer.once("error", (error: Error) => {
        if (isWanted) lost.push(loss(error, "answering"));
        outgoing.destroy();
      });
    });
    onward.once("socket", (socket) =>
      socket.once("connect", () => {
        isConnected = true;
        given.set(port, (given.get(port) ?? 0) + 1);
      }),
    );
    onward.once("error", (error: Error) => {
      if (!isWanted || outgoing.headersSent) return;
      if (!isConnected && others.length > 0) return pass(incoming, body, outgoing, others);
      lost.push(loss(error, isConnected ? "sent" : "not connected"));
      outgoing.writeHead(502).end();
    });
    // Whoever has gone waits for nothing.
    outgoing.once("close", () => {
      isWanted = false;
      onward.destroy();
    });
    onward.end(body);
  }

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.once("end", () => {
      const first = turn % ports.length;
      turn += 1;
      const order = [...ports.slice(first), ...ports.slice(0, first)];
      const byStanding = order.toSorted((a, b) => (standing.get(a) ?? AWAY) - (standing.get(b) ?? AWAY));
      pass(incoming, Buffer.concat(chunks), outgoing, byStanding);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    lost,
    given,
    async close() {
      over.abort();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
