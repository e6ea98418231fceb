import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { connect } from "@fluentfusion/db";
import { startEmbeddedPostgres } from "@fluentfusion/embedded-postgres";
import { sql } from "drizzle-orm";
import type { Health } from "./fuzz/server.ts";
import { idleSockets, openStream, slowReaders, type Stream } from "./soak/crowd.ts";
import { makeLearners, type Mix } from "./soak/mix.ts";

/**
 * A server for some minutes: a herd of streams that is cut at once and comes back, thousands of connections that do nothing, and
 * then mixed calls at a steady, modest rate, while memory, handles and connections to the database are looked at. Wrong is who is
 * refused, an answer of 500 or more, and what goes on growing.
 */

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "1" },
    streams: { type: "string", default: "300" },
    idle: { type: "string", default: "1000" },
    readers: { type: "string", default: "200" },
    "calls-per-second": { type: "string", default: "30" },
  },
});
const minutes = Number(values.minutes);
const STREAMS_PER_LEARNER = 3;
const SAMPLES = 40;
/** As people come, not as they come back. */
const OPENED_EVERY_MS = 10;
/** What memories of tokens and answers that fill, and chance, may add from the second quarter to the last. */
const HEAP_GROWTH_MAX_MB = 8;
const COUNT_GROWTH_MAX = 20;

const dataDir = mkdtempSync(join(tmpdir(), "fluentfusion-soak-"));
const postgres = await startEmbeddedPostgres({ dataDir });
const database = connect(postgres.url);
const child = fork(fileURLToPath(new URL("./fuzz/server.ts", import.meta.url)), {
  env: {
    PATH: process.env["PATH"],
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
    PORT: "0",
    TRUST_PROXY: "1",
    LOG_LEVEL: "error",
  },
  execArgv: ["--expose-gc", "--import", "tsx"],
  stdio: ["ignore", "inherit", "inherit", "ipc"],
});
const [{ url }] = (await once(child, "message")) as [{ url: string }];
const wrong: string[] = [];
const say = (line: string) => process.stdout.write(`${line}\n`);

async function look(): Promise<Health & { readonly connections: number }> {
  child.send("how are you");
  const [health] = (await once(child, "message")) as [Health];
  const [row] = await database.db.execute<{ n: number }>(
    sql`select count(*)::int as n from pg_stat_activity where application_name like 'fluentfusion-api%'`,
  );
  return { ...health, connections: row?.n ?? 0 };
}

/** What others wait while something goes on: one call after another, fifty milliseconds apart. */
async function whileOthersAsk(mix: Mix, work: () => Promise<void>): Promise<string> {
  const times: number[] = [];
  const over = new AbortController();
  const asking = (async () => {
    while (!over.signal.aborted) {
      const began = performance.now();
      const status = await mix.ask("me.get").catch(() => "not at all");
      times.push(performance.now() - began);
      if (status !== 200) wrong.push(`others were answered ${status}`);
      await sleep(50);
    }
  })();
  await work();
  over.abort();
  await asking;
  times.sort((a, b) => a - b);
  const at = (share: number) => (times[Math.floor(share * (times.length - 1))] ?? 0).toFixed(0);
  return `${times.length} calls of others: p50 ${at(0.5)}, p99 ${at(0.99)}, slowest ${at(1)} ms`;
}

const shown = ({ rss, heap, handles, connections }: Awaited<ReturnType<typeof look>>) =>
  `heap ${heap.toFixed(0)} MB, RSS ${rss.toFixed(0)} MB, ${handles} handles, ${connections} connections to the database`;

const wantedStreams = Number(values.streams);
const mix = await makeLearners(url, Math.ceil(wantedStreams / STREAMS_PER_LEARNER));
say(`at the beginning: ${shown(await look())}`);

// A herd: all are cut at once and come back by the hints that they were given.
const streams: Stream[] = [];
for (let i = 0; i < wantedStreams; i += 1) {
  const learner = mix.learners[Math.floor(i / STREAMS_PER_LEARNER)];
  if (learner !== undefined) streams.push(openStream(url, learner.token, learner.address));
  await sleep(OPENED_EVERY_MS);
}
const areOpen = async (seconds: number) => {
  for (let i = 0; i < seconds * 20; i += 1) {
    if (streams.every((stream) => stream.isOpen())) return true;
    await sleep(50);
  }
  return false;
};
if (!(await areOpen(60))) wrong.push("not all streams were opened");
say(`${streams.length} streams: ${shown(await look())}`);
const cutAt = performance.now();
const others = await whileOthersAsk(mix, async () => {
  for (const stream of streams) stream.cut();
  await sleep(20);
  if (!(await areOpen(60))) wrong.push("not all streams came back within a minute");
});
const back = ((performance.now() - cutAt) / 1000).toFixed(1);
const hints = streams.flatMap((stream) => stream.hint() ?? []);
const refusals = streams.reduce((sum, stream) => sum + stream.refusals(), 0);
say(
  `cut at once: all back after ${back} s by hints of ${Math.min(...hints)} to ${Math.max(...hints)} ms, ${refusals} refused on the way; ${others}`,
);
for (const stream of streams) stream.end();

const idle = await idleSockets(url, Number(values.idle));
say(
  `${idle.length} idle connections: ${await whileOthersAsk(mix, () => sleep(10_000))}; ${shown(await look())}`,
);
for (const socket of idle) socket.destroy();
const readers = slowReaders(url, Number(values.readers));
say(
  `${readers.length} readers that do not read: ${await whileOthersAsk(mix, () => sleep(10_000))}; ${shown(await look())}`,
);
for (const socket of readers) socket.destroy();
await sleep(2_000);

const samples: Awaited<ReturnType<typeof look>>[] = [];
const rate = Number(values["calls-per-second"]);
const statuses: Record<string, number> = {};
const endAt = performance.now() + minutes * 60_000;
const calling = (async () => {
  for (let i = 0; performance.now() < endAt; i += 1) {
    void mix.next(i).then((status) => (statuses[status] = (statuses[status] ?? 0) + 1));
    await sleep(1000 / rate);
  }
})();
while (performance.now() < endAt) {
  await sleep((minutes * 60_000) / SAMPLES);
  samples.push(await look());
}
await calling;
await sleep(2_000);
for (const [index, sample] of samples.entries()) if (index % 4 === 3) say(`  ${shown(sample)}`);
const part = (from: number, to: number, of: (sample: (typeof samples)[number]) => number) =>
  Math.min(...samples.slice(from * samples.length, to * samples.length).map(of));
const growth = (of: (sample: (typeof samples)[number]) => number) => part(0.75, 1, of) - part(0.25, 0.5, of);
const [heap, handles, connections] = [
  growth((one) => one.heap),
  growth((one) => one.handles),
  growth((one) => one.connections),
];
say(
  `${minutes} minutes, ${JSON.stringify(statuses)}: from the second quarter to the last heap ${heap.toFixed(1)} MB, RSS ${growth((one) => one.rss).toFixed(1)} MB, ${handles} handles, ${connections} connections`,
);
if (heap > HEAP_GROWTH_MAX_MB) wrong.push(`the heap went on growing: ${heap.toFixed(1)} MB`);
if (Math.max(handles, connections) > COUNT_GROWTH_MAX) wrong.push("handles or connections went on growing");
for (const status of Object.keys(statuses)) {
  if (!["200", "304"].includes(status)) wrong.push(`${statuses[status]} answers of ${status}`);
}
if (child.exitCode !== null) wrong.push("the process ended");

child.kill("SIGTERM");
await Promise.race([once(child, "exit"), sleep(15_000)]);
await database.close();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });
say(wrong.length === 0 ? "nothing wrong" : `wrong: ${[...new Set(wrong)].join("; ")}`);
process.exit(wrong.length === 0 ? 0 : 1);
