import { existsSync } from "node:fs";

import { COURSE_FOLDER, readCourse } from "@fluentfusion/curriculum";
import { EmbeddedPostgresError, startEmbeddedPostgres } from "@fluentfusion/embedded-postgres";

import { type Env, EnvError, readEnv } from "../apps/api/src/env.ts";
import { openCache, prepareDatabase } from "../apps/api/src/services.ts";
import { ensureDemoPeople } from "./dev/demo-people.ts";
import { StartError } from "./dev/errors.ts";
import { requireFreePort, untilAnswers } from "./dev/ports.ts";
import { isThere, runnersOf } from "./dev/process-tree.ts";
import { runWorkspace, type Workspace } from "./dev/workspace.ts";

/** A cold build and the first load of the course count in; what takes longer has failed. */
const READY_WITHIN_MS = 90_000;

interface Addresses {
  readonly api: string;
  readonly web: string;
  /** The embedded database; `undefined`: one that others may use, too. */
  readonly ownDatabase: string | undefined;
}

/** Runs the whole workspace until Ctrl-C or until a part of it ends. Returns the exit code. */
async function dev(interrupted: AbortSignal): Promise<number> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const env = readEnv(process.env);
  const { webPort } = env;
  if (webPort === env.port) throw new StartError("WEB_PORT: must differ from PORT");
  await requireFreePort("PORT", env.port, env.host);
  await requireFreePort("WEB_PORT", webPort, "localhost");
  const starting = env.databaseUrl === null ? startEmbeddedPostgres({ dataDir: env.dataDir }) : undefined;
  const [course] = await Promise.all([readCourse(COURSE_FOLDER), starting?.catch(() => undefined)]);
  const database = await starting;
  try {
    // The API would refuse a broken course too, but its watcher would go on waiting for a change.
    if (!course.ok) throw new StartError(course.problems.join("\n"));
    // What it cannot reach it would wait for, and so would whoever has written a wrong address.
    await Promise.all([prepareDatabase(env, env.databaseUrl ?? database?.url ?? ""), requireCache(env)]);
    if (interrupted.aborted) return 0;
    const workspace = runWorkspace({
      ...process.env,
      DATABASE_URL: env.databaseUrl ?? database?.url,
      PORT: String(env.port),
      WEB_PORT: String(webPort),
      CORS_ORIGINS: process.env["CORS_ORIGINS"] || originsOf(webPort).join(),
    });
    const addresses = {
      api: `http://localhost:${env.port}`,
      web: `http://localhost:${webPort}`,
      ownDatabase: database?.url,
    };
    return await watch(workspace, addresses, interrupted);
  } finally {
    await database?.stop();
  }
}

/** The web app's own, and where the page of somebody who builds another one stands: Vite's next port, or 3000. */
const originsOf = (webPort: number): string[] =>
  [webPort, webPort + 1, 3000].flatMap((port) => [`http://localhost:${port}`, `http://127.0.0.1:${port}`]);

async function requireCache(env: Env): Promise<void> {
  const cache = await openCache(env, { onTrouble: () => undefined, onAnswer: () => undefined });
  const isThere = await cache.isReachable();
  await cache.close();
  if (!isThere) throw new StartError("REDIS_URL: Redis does not answer there");
}

/** Announces the workspace once it answers, and ends all of it when one part ends or we are interrupted. */
async function watch(workspace: Workspace, at: Addresses, interrupted: AbortSignal): Promise<number> {
  const over = new AbortController();
  const interruption = new Promise<undefined>((resolve) =>
    interrupted.addEventListener("abort", () => resolve(undefined)),
  );
  try {
    const waiting = AbortSignal.any([over.signal, AbortSignal.timeout(READY_WITHIN_MS)]);
    const ready = Promise.all([untilAnswers(`${at.api}/ready`, waiting), untilAnswers(at.web, waiting)]);
    const first = await Promise.race([ready, workspace.ended, interruption]);
    if (Array.isArray(first)) await announce(at);
    const end = await Promise.race([workspace.ended, interruption]);
    if (end === undefined || interrupted.aborted) return 0;
    console.error(end.reason);
    return end.code;
  } finally {
    over.abort();
    await workspace.stop();
  }
}

async function announce({ api, web, ownDatabase }: Addresses): Promise<void> {
  const lines = [
    "FluentFusion is running. Ctrl-C ends it.",
    "",
    `  Web app   ${web}`,
    `  API       ${api}`,
    `  Docs      ${api}/docs and ${api}/redoc`,
    ...(ownDatabase === undefined ? [] : await ensureDemoPeople(api, ownDatabase)),
  ];
  console.log(`\n${lines.map((line) => `  ${line}`).join("\n")}\n`);
}

const interruption = new AbortController();
// Whoever ends pnpm alone, or the npx that it came by, with a signal that is not passed on, means us too.
const parent = process.ppid;
const runners = runnersOf(process.pid);
const isAlone = () => process.ppid !== parent || !runners.every(isThere);
setInterval(() => isAlone() && interruption.abort(), 500).unref();
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interruption.abort());
try {
  process.exitCode = await dev(interruption.signal);
} catch (error) {
  const isPlain = [EnvError, EmbeddedPostgresError, StartError].some((kind) => error instanceof kind);
  console.error(isPlain && error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
