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

test("who reads an answer slowly has all of it, though the server stops meanwhile", async () => {
  const app = Fastify();
  const lifecycle = new Lifecycle().serve();
  drainConnections(app, { lifecycle, liveLog: await createLiveLog(createMemoryCache()) });
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
