import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, expect, test } from "vitest";
import { runClosedLoop, runOpenLoop } from "../src/load/load.ts";
import { encodeRequest } from "../src/load/request.ts";
import { fillIn } from "../src/servers/pgbench.ts";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const askAgain = () => () => encodeRequest({ path: "/" });

const answer: RequestListener = (_req, res) => {
  // Larger than one chunk of a socket.
  const body = "x".repeat(300_000);
  res.writeHead(200, { "content-length": body.length }).end(body);
};

test("answers of many chunks are counted once, with a latency each", async () => {
  const port = await listen(answer);
  const result = await runClosedLoop({ port, connections: 3, seconds: 0.3, source: askAgain });
  expect(result.answers).toBeGreaterThan(3);
  expect(result.latencies).toHaveLength(result.answers);
  expect(result.failures).toBe(0);
});

test("a body arrives as it was meant, whatever its letters", async () => {
  const bodies: unknown[] = [];
  const port = await listen((req, res) => {
    let text = "";
    req.setEncoding("utf8").on("data", (part: string) => (text += part));
    req.on("end", () => {
      bodies.push(JSON.parse(text));
      res.writeHead(200, { "content-length": 2 }).end("ok");
    });
  });
  const body = { text: "Ntakibazo – c’est ça" };
  const source = () => () => encodeRequest({ path: "/", body });
  await runClosedLoop({ port, connections: 1, seconds: 0.05, source });
  expect(bodies[0]).toStrictEqual(body);
});

test("what is not 2xx is a failure, with the first one's status", async () => {
  let count = 0;
  const port = await listen((req, res) => {
    count += 1;
    if (count === 3) res.writeHead(503, { "content-length": 0 }).end();
    else answer(req, res);
  });
  const result = await runClosedLoop({ port, connections: 1, seconds: 0.2, source: askAgain });
  expect(result).toMatchObject({ failures: 1, firstFailure: 503 });
});

test("an open loop keeps its rate and counts a wait from when the request was due", async () => {
  let isFirst = true;
  const port = await listen((req, res) => {
    setTimeout(() => answer(req, res), isFirst ? 200 : 0);
    isFirst = false;
  });
  const result = await runOpenLoop({ port, connections: 1, seconds: 0.5, rate: 100, source: askAgain });
  expect(result.answers).toBe(50);
  // Those that were due during the stall waited for it, too.
  expect(result.latencies[40]).toBeGreaterThan(50);
});

test("a statement's parameters become SQL over pgbench's variables", () => {
  expect(fillIn("select $1::int, $2, $10", ["a", "b", "", "", "", "", "", "", "", "j"])).toBe(
    "select (a)::int, (b), (j)",
  );
});
