import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { startThrowawayPostgres } from "../src/index.ts";
import { holdServer } from "./support/holder.ts";
import { query } from "./support/query.ts";

let temporary: string;

beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), "throwaway-"));
  chmodSync(temporary, 0o755);
  vi.stubEnv("TMPDIR", temporary);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true, force: true });
});

const left = () => readdirSync(temporary).filter((name) => name.startsWith("fluentfusion-test-"));
const refusal = async (url: string) => query(url, "select 1").catch((error: { code: string }) => error.code);

test("it is gone when it is stopped, with its data", async () => {
  const server = await startThrowawayPostgres();
  expect(await query(server.url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(left()).toHaveLength(1);
  await server.stop();
  expect(await refusal(server.url)).toBe("ECONNREFUSED");
  expect(left()).toEqual([]);
});

test("it is gone also when the process that started it is killed", async () => {
  const holder = await holdServer("");
  expect(left()).toHaveLength(1);
  await holder.kill();
  await expect.poll(left, { timeout: 10_000 }).toEqual([]);
  expect(await refusal(holder.url)).toBe("ECONNREFUSED");
});
