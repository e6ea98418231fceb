import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startEmbeddedPostgres } from "@fluentfusion/embedded-postgres";
import { START_FLAGS } from "../src/bundle/start-flags.ts";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import postgres from "postgres";
import { v7 as uuidV7 } from "uuid";
import { foldAgain } from "./chaos/check.ts";
import { startAs, takeBaseBackup } from "./chaos/stage/base-backup.ts";
import { call, findTasks, makeLearners, untilReady } from "./chaos/learners.ts";

/**
 * Loses a database and brings it back to the second: a base backup while learners answer, the write-ahead log archived, the
 * log of answers dropped by mistake, a restore to the moment before. Every answer that was acknowledged by then must be
 * there, and every record must be what folding the restored log gives.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "fluentfusion-drill-"));
const archive = join(folder, "archive");
const [production, restored] = [join(folder, "production"), join(folder, "restored")];

/** An API on a database, as it is in production. */
async function startApi(databaseUrl: string) {
  const port = await freePort();
  const child: ChildProcess = spawn(process.execPath, [...START_FLAGS, join(root, "dist/server.js")], {
    env: {
      PATH: process.env["PATH"] ?? "",
      PORT: String(port),
      DATABASE_URL: databaseUrl,
      DATA_DIR: folder,
      SECRET_KEY: "the drill signs with a key of its own, the same before and after",
      RATE_LIMIT_PER_MINUTE: "0",
      LOG_LEVEL: "warn",
    },
    stdio: "inherit",
  });
  const url = `http://127.0.0.1:${port}`;
  await untilReady(url);
  const stop = async () => {
    child.kill("SIGTERM");
    await once(child, "exit");
  };
  return { url, stop };
}

/** To the moment, and no further. */
const prepareRestore = (until: Date) =>
  startAs(restored, "recovery.signal", [
    `restore_command = 'cp ${archive}/%f "%p"'`,
    // No name of a zone, not even Z, is known where settings are read.
    `recovery_target_time = '${until.toISOString().replace("Z", "+00")}'`,
    "recovery_target_action = 'promote'",
    "archive_mode = off",
  ]);

async function answer(url: string, tokens: readonly string[], count: number): Promise<string[]> {
  const tasks = await findTasks(url, tokens[0] ?? "");
  const acknowledged: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const task = tasks[(index * 7) % tasks.length];
    const id = uuidV7();
    const { status } = await call(url, {
      path: "attempts.submit",
      token: tokens[index % tokens.length] ?? "",
      input: {
        id,
        exerciseId: task?.exerciseId,
        revision: task?.revision,
        sittingId: null,
        response: task?.responses[index % task.responses.length],
        answeredAt: new Date().toISOString(),
        timeZone: "Africa/Kigali",
        elapsedMs: 2_000,
      },
    });
    if (status === 200) acknowledged.push(id);
  }
  return acknowledged;
}

const build = spawnSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], {
  cwd: root,
  stdio: "inherit",
});
if (build.status !== 0) process.exit(1);
// The server may run as somebody else, who has to reach the archive.
chmodSync(folder, 0o755);
mkdirSync(archive);
chmodSync(archive, 0o777);

let wrong: string[] = [];
try {
  let server = await startEmbeddedPostgres({ dataDir: production });
  const settings = postgres(server.url, { max: 1 });
  await settings.unsafe("alter system set archive_mode = on");
  await settings.unsafe(`alter system set archive_command = 'cp "%p" ${archive}/%f'`);
  await settings.end();
  await server.stop();
  server = await startEmbeddedPostgres({ dataDir: production });

  const api = await startApi(server.url);
  const tokens = await makeLearners(api.url, 10);
  const acknowledged = await answer(api.url, tokens, 150);
  const backup = performance.now();
  await takeBaseBackup(server.url, production, restored);
  console.log(`base backup: ${((performance.now() - backup) / 1000).toFixed(1)} s`);
  acknowledged.push(...(await answer(api.url, tokens, 100)));
  const until = new Date();
  await sleep(1_100);

  const accident = postgres(server.url, { max: 1, onnotice: () => undefined });
  await accident`drop table attempts cascade`;
  await accident`select pg_switch_wal()`;
  await sleep(1_000);
  await accident.end();
  await api.stop();
  await server.stop();

  const restore = performance.now();
  prepareRestore(until);
  const back = await startEmbeddedPostgres({ dataDir: restored });
  const sql = postgres(back.url, { max: 1, onnotice: () => undefined });
  while ((await sql`select pg_is_in_recovery() as still`)[0]?.["still"] === true) await sleep(100);
  const rows = await sql<{ id: string }[]>`select id from attempts`;
  await sql.end();
  console.log(`restored to ${until.toISOString()}: ${((performance.now() - restore) / 1000).toFixed(1)} s`);

  const stored = new Set(rows.map(({ id }) => id));
  wrong = acknowledged.filter((id) => !stored.has(id)).map((id) => `lost: ${id}`);
  if (stored.size !== acknowledged.length)
    wrong.push(`${stored.size} answers instead of ${acknowledged.length}`);
  const again = await startApi(back.url);
  wrong.push(...(await foldAgain(again.url, tokens[0] ?? "", back.url)));
  if ((await answer(again.url, tokens, 10)).length !== 10) wrong.push("no answer is taken after the restore");
  await again.stop();
  await back.stop();
  console.log(`${stored.size} of ${acknowledged.length} acknowledged answers are there`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const line of wrong.slice(0, 20)) console.error(line);
console.log(
  wrong.length === 0 ? "every record is what the restored log says" : `${wrong.length} things are wrong`,
);
process.exit(wrong.length === 0 ? 0 : 1);
