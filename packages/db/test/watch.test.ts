import { watchDatabase } from "@fluentfusion/db";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase, makeDoor, type TestDatabase } from "../src/testing/index.ts";

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.close();
});

test("who waits for a database that goes away is told at once, and it is used again when it is back", async () => {
  const url = new URL(database.url);
  const behind = Number(url.port);
  const door = await makeDoor();
  await door.open(behind);
  url.port = String(door.port);
  const watch = watchDatabase(url.href);
  expect(await watch.whileUp(async () => "done")).toBe("done");
  await vi.waitFor(() => expect(watch.isUp()).toBe(true));
  await expect(watch.whileUp(() => Promise.reject(new Error("its own fault")))).rejects.toThrow(
    "its own fault",
  );
  const before = performance.now();
  const never = watch.whileUp(() => new Promise(() => undefined));
  await door.shut();
  await expect(never).rejects.toMatchObject({ code: "CONNECTION_AWAY" });
  expect(performance.now() - before).toBeLessThan(1_500);
  const asked = performance.now();
  await expect(watch.whileUp(async () => "not done")).rejects.toMatchObject({ code: "CONNECTION_AWAY" });
  expect(performance.now() - asked).toBeLessThan(500);
  expect(watch.isUp()).toBe(false);
  await door.open(behind);
  await vi.waitFor(async () => expect(await watch.whileUp(async () => "again")).toBe("again"), {
    timeout: 5_000,
    interval: 50,
  });
  expect(watch.isUp()).toBe(true);
  await watch.stop();
  await door.shut();
});
