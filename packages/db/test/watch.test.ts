import { connect, createServer, type Server, type Socket } from "node:net";
import { watchDatabase } from "@fluentfusion/db";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../src/testing/index.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.close();
});

/** Leads to the database, or to nowhere. */
function door(port: number) {
  const sockets = new Set<Socket>();
  let server: Server;
  return {
    async open(at = 0): Promise<number> {
      server = createServer((inside) => {
        const outside = connect(port, "127.0.0.1");
        for (const socket of [inside, outside]) {
          sockets.add(socket);
          socket.on("error", () => undefined);
        }
        inside.pipe(outside).pipe(inside);
      });
      await new Promise<void>((resolve) => {
        server.listen(at, "127.0.0.1", resolve);
      });
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : 0;
    },
    shut() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

test("who waits for a database that goes away is told at once, and it is used again when it is back", async () => {
  const url = new URL(database.url);
  const way = door(Number(url.port));
  const port = await way.open();
  url.port = String(port);
  const watch = watchDatabase(url.href);
  expect(await watch.whileUp(async () => "done")).toBe("done");
  await expect(watch.whileUp(() => Promise.reject(new Error("its own fault")))).rejects.toThrow(
    "its own fault",
  );
  const before = performance.now();
  const never = watch.whileUp(() => new Promise(() => undefined));
  way.shut();
  await expect(never).rejects.toMatchObject({ code: "CONNECTION_AWAY" });
  expect(performance.now() - before).toBeLessThan(1_500);
  const asked = performance.now();
  await expect(watch.whileUp(async () => "not done")).rejects.toMatchObject({ code: "CONNECTION_AWAY" });
  expect(performance.now() - asked).toBeLessThan(50);
  await way.open(port);
  await vi.waitFor(async () => expect(await watch.whileUp(async () => "again")).toBe("again"), {
    timeout: 5_000,
    interval: 50,
  });
  await watch.stop();
  way.shut();
});
