import { once } from "node:events";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { drainConnections } from "./drain-connections.ts";
import { createMemoryCache } from "./cache/memory-cache.ts";
import { createLiveLog } from "./features/events/live-log.ts";
import { Lifecycle } from "./lifecycle.ts";

/** Far more than the system holds for a reader that does not read. */
const ANSWER_BYTES = 30_000_000;

/** A busy process gets to the next part of its work this late. */
const TURN_MS = 40;
/** One is let in in each turn. */
const QUEUED = 70;

/** What a client says that does not end its request, if anything. */
const UNFINISHED = [
  "",
  "GET /quick HTTP/1.1\r\nhost: x\r\n",
  "POST /quick HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\nhalf",
  "POST /quick HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\nGET /qui",
] as const;

test("who connected, or began to ask, and says nothing more does not hold up the stop; who is answered slowly does", async () => {
  const app = Fastify();
  const lifecycle = new Lifecycle().serve();
  drainConnections(app, {
    lifecycle,
    liveLog: await createLiveLog(createMemoryCache(), async () => new Map()),
  });
  app.post("/quick", async () => "quick");
  app.get("/slow", async () => sleep(3_500, "slow"));
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const silent = UNFINISHED.map(() =>
    connect(port, "127.0.0.1")
      .on("error", () => undefined)
      .resume(),
  );
  await Promise.all(silent.map((socket) => once(socket, "connect")));
  for (const [index, socket] of silent.entries()) socket.write(UNFINISHED[index] ?? "");
  const ends = Promise.all(silent.map((socket) => once(socket, "close")));
  const waiting = fetch(`http://127.0.0.1:${port}/slow`).then((answer) => answer.text());
  await sleep(300);
  const order: string[] = [];
  void ends.then(() => order.push("silent"));
  void waiting.then(() => order.push("slow"));
  await app.close();
  expect(await waiting).toBe("slow");
  expect(order).toEqual(["silent", "slow"]);
});

test("who reads an answer slowly has all of it, though the server stops meanwhile", async () => {
  const app = Fastify();
  const lifecycle = new Lifecycle().serve();
  drainConnections(app, {
    lifecycle,
    liveLog: await createLiveLog(createMemoryCache(), async () => new Map()),
  });
  app.get("/large", async () => "a".repeat(ANSWER_BYTES));
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;

  const reader = connect(port, "127.0.0.1");
  let got = 0;
  let hasFailed = false;
  reader.on("error", () => {
    hasFailed = true;
  });
  const ended = once(reader, "close");
  reader.write("GET /large HTTP/1.1\r\nhost: x\r\n\r\n");
  await once(reader, "readable");
  const closed = app.close();
  await sleep(300);
  reader.on("data", (chunk: Buffer) => {
    got += chunk.length;
  });
  await ended;
  expect(hasFailed).toBe(false);
  expect(got).toBeGreaterThan(ANSWER_BYTES);
  await closed;
});

test("who connected while the process was far behind is let in, however long that takes, and answered", async () => {
  const app = Fastify({ return503OnClosing: false });
  const lifecycle = new Lifecycle().serve();
  drainConnections(app, {
    lifecycle,
    liveLog: await createLiveLog(createMemoryCache(), async () => new Map()),
  });
  app.get("/quick", async () => "quick");
  await app.listen({ host: "127.0.0.1", port: 0 });
  const { port } = app.server.address() as AddressInfo;
  let letIn = 0;
  app.server.on("connection", () => (letIn += 1));
  const beBusy = () => {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, TURN_MS);
    if (letIn < QUEUED) setImmediate(beBusy);
  };
  const clients = Array.from({ length: QUEUED }, () => connect(port, "127.0.0.1"));
  const answers = clients.map(async (client) => {
    let said = "";
    client.on("data", (chunk: Buffer) => (said += chunk.toString()));
    client.write("GET /quick HTTP/1.1\r\nhost: x\r\n\r\n");
    await once(client, "close").catch(() => (said += "reset"));
    return said.slice(-5);
  });
  setImmediate(beBusy);
  await app.close();
  expect(new Set(await Promise.all(answers))).toEqual(new Set(["quick"]));
});
