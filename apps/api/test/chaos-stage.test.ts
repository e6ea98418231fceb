import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startRedis } from "../scripts/chaos/stage/redis.ts";

const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
const STAGE = fileURLToPath(new URL("../scripts/chaos/stage/", import.meta.url));

/** Whether somebody listens there. */
function isTaken(url: string): Promise<boolean> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}

async function untilTaken(url: string): Promise<void> {
  while (!(await isTaken(url))) await new Promise((resolve) => setTimeout(resolve, 20));
}

test.skipIf(!hasRedis)("a run that is told to end leaves no Redis", async () => {
  const script = `
    const { startRedis } = await import(${JSON.stringify(`${STAGE}redis.ts`)});
    const { closeOnSignal } = await import(${JSON.stringify(`${STAGE}close-on-signal.ts`)});
    const redis = await startRedis();
    closeOnSignal(async () => redis.stop());
    console.log(redis.url);
    setInterval(() => undefined, 1_000);
  `;
  const run = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", script], {
    cwd: STAGE,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(run.stdout, "data")) as [Buffer];
  const url = line.toString().trim();
  await untilTaken(url);
  run.kill("SIGTERM");
  expect(await once(run, "exit")).toEqual([143, null]);
  await expect.poll(() => isTaken(url)).toBe(false);
});

test.skipIf(!hasRedis)("a Redis that is stopped while it is away does not come back", async () => {
  const redis = await startRedis();
  if (redis === null) throw new Error("there is one");
  await untilTaken(redis.url);
  const away = redis.killFor(100);
  redis.stop();
  await away;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(await isTaken(redis.url)).toBe(false);
});
