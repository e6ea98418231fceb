import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { errorCode } from "@fluentfusion/db";
import { makeDoor } from "@fluentfusion/db/testing";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@fluentfusion/embedded-postgres";
import postgres from "postgres";
import { v7 as uuidV7 } from "uuid";
import { expect, test, vi } from "vitest";
import { call, findTasks, makeLearners, type Task } from "../scripts/chaos/learners.ts";
import { buildServer } from "./support/processes.ts";
import { startServerProcess } from "./support/server-process.ts";

vi.setConfig({ testTimeout: 180_000 });

const LEARNERS = 4;
/** What a client hears of a server that ends, has ended, or cannot take it in while it recovers: its own statement, or the next. */
const ENDED = [
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "ECONNREFUSED",
  "ECONNRESET",
  "57P02",
  "57P03",
  "53100",
];
const REFUSALS = 12;

/** A disk of its own; `null` where mounting is not permitted, as it mostly is to root alone. */
function smallDisk() {
  const folder = mkdtempSync(join(tmpdir(), "ff-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256m,mode=0755", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    rmSync(folder, { recursive: true });
    return null;
  }
  const ballast = join(folder, "ballast");
  return {
    folder,
    /** Nothing is left but what PostgreSQL has taken already. */
    fill() {
      const block = Buffer.alloc(1 << 16);
      for (const size of [block.length, 4096, 1]) {
        try {
          for (;;) writeFileSync(ballast, block.subarray(0, size), { flag: "a" });
        } catch (error) {
          if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
        }
      }
    },
    free: () => rmSync(ballast),
    remove() {
      execFileSync("umount", ["--lazy", folder]);
      rmSync(folder, { recursive: true });
    },
  };
}

const disk = smallDisk();

test.skipIf(disk === null)(
  "a full disk refuses answers and loses none; what was refused is taken when there is room (skipped without the right to mount)",
  async () => {
    if (disk === null) return;
    const uses: EmbeddedPostgres[] = [];
    const door = await makeDoor();
    /** Also again, where the full disk has ended it for good. */
    const open = async () => {
      const use = await startEmbeddedPostgres({ dataDir: disk.folder });
      uses.push(use);
      const url = new URL(use.url);
      await door.shut();
      await door.open(Number(url.port));
      url.port = String(door.port);
      return url.href;
    };
    const built = await buildServer();
    const url = await open();
    const server = await startServerProcess(built, { DATABASE_URL: url });
    const sql = postgres(url, { max: 1, onnotice: () => undefined });
    try {
      await server.untilReady(60_000);
      const tokens = await makeLearners(server.url, LEARNERS);
      const tasks = await findTasks(server.url, tokens[0] ?? "");
      const acknowledged = new Map<string, string>();
      const refused = new Map<string, () => Promise<boolean>>();

      /** Whether an answer is taken; whatever else comes must be a refusal that says when to come back. */
      async function answer(turn: number): Promise<boolean> {
        const { exerciseId, revision, responses } = tasks[turn % tasks.length] as Task;
        const id = uuidV7();
        const answeredAt = new Date().toISOString();
        const fixed = { exerciseId, revision, sittingId: null, answeredAt, timeZone: "Africa/Kigali" };
        const input = { id, ...fixed, response: responses[0] };
        const token = tokens[turn % tokens.length] ?? "";
        const send = async () => {
          const got = await call(server.url, { path: "attempts.submit", token, input, withinMs: 20_000 });
          if (got.status === 200) {
            acknowledged.set(id, got.text);
            return true;
          }
          expect([got.status, got.text]).toEqual([503, expect.stringContaining('"UNAVAILABLE"')]);
          expect(got.text).toContain("retryAfterMs");
          expect(Number(got.headers.get("retry-after"))).toBeGreaterThan(0);
          return false;
        };
        const isTaken = await send();
        if (!isTaken) refused.set(id, send);
        return isTaken;
      }

      async function untilAllAreTaken(): Promise<void> {
        await vi.waitFor(
          async () => {
            for (const [id, again] of refused) if (await again()) refused.delete(id);
            expect(refused.size).toBe(0);
          },
          { timeout: 60_000, interval: 500 },
        );
      }

      async function checkKept(): Promise<void> {
        const rows = await sql<{ id: string }[]>`select id from attempts`;
        expect(rows.map(({ id }) => id).toSorted()).toEqual([...acknowledged.keys()].toSorted());
        const folded = await sql<{ sum: number }[]>`select sum(last_seq)::int as sum from learner_states`;
        expect(folded[0]?.sum).toBe(acknowledged.size);
      }

      for (let turn = 0; turn < 20; turn += 1) expect(await answer(turn)).toBe(true);
      // Tables cannot grow: each statement fails by itself (53100).
      disk.fill();
      for (let turn = 0; refused.size < REFUSALS && turn < 5_000; turn += 1) await answer(turn);
      expect(refused.size).toBe(REFUSALS);
      expect(server.output()).toContain('"53100"');
      disk.free();
      await untilAllAreTaken();
      await checkKept();

      // The write-ahead log cannot grow: PostgreSQL ends all its processes, and cannot recover before there is room.
      disk.fill();
      const ends: unknown[] = [];
      for (let turn = 0; turn < 4; turn += 1) {
        await sql`select pg_switch_wal()`.catch((error: unknown) => ends.push(errorCode(error)));
        await answer(turn);
      }
      expect(refused.size).toBeGreaterThan(0);
      expect(ENDED).toEqual(expect.arrayContaining(ends));
      expect(ends.length).toBeGreaterThan(0);
      disk.free();
      await sleep(500);
      await open();
      await untilAllAreTaken();
      await checkKept();
      expect((await server.ready()).status).toBe("ready");
      server.signal("SIGTERM");
      expect(await server.ended).toBe(0);
    } finally {
      server.signal("SIGKILL");
      await sql.end({ timeout: 0 });
      await door.shut();
      for (const use of uses) await use.stop();
      disk.remove();
    }
  },
);
