import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { schema } from "@fluentfusion/db";
import { createTestDatabase, type TestDatabase } from "@fluentfusion/db/testing";
import { eq, inArray } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { answersOf, clientOf, type LoadOutcome, PASSWORD, signUp, underLoad } from "./support/daily-load.ts";
import { type FollowedStream, followStream } from "./support/follow-stream.ts";
import { openRoundRobin, type RoundRobin } from "./support/round-robin.ts";
import { buildServer, type ServerProcess, serverProcess, startRedis } from "./support/processes.ts";
import { codeOf } from "./support/test-app.ts";

/** Another instance hears within milliseconds where it gets the processor, and asks the database after a second of silence. */
const HEARD = { timeout: 1000, interval: 20 };
/** Milliseconds where the machine has time; some wait for the processor where it has none. */
const SOON = { timeout: 10_000, interval: 20 };

const isStarved = () => (loadavg()[0] ?? 0) > 2 * availableParallelism();

/** Set it for a long look. */
const RESTARTS = Number(process.env["RESTARTS"] ?? 2);

const redis = await startRedis();
const why = redis === null ? " (skipped: there is no redis-server on this machine)" : "";

describe.runIf(redis !== null)(
  `two processes behind a proxy that gives each request to the next${why}`,
  () => {
    let database: TestDatabase;
    let dataDir: string;
    let one: ServerProcess;
    let other: ServerProcess;
    let proxy: RoundRobin;

    beforeAll(async () => {
      database = await createTestDatabase();
      dataDir = await mkdtemp(join(tmpdir(), "two-processes-"));
      const folder = await buildServer();
      const settings = {
        DATABASE_URL: database.url,
        REDIS_URL: redis?.url ?? "",
        DATA_DIR: dataDir,
        SECRET_KEY: "two processes sign with the same words",
        RATE_LIMIT_PER_MINUTE: "0",
        // As in production: time for the proxy to see that a server is going.
        STOP_GRACE_SECONDS: "1",
      };
      one = await serverProcess(folder, settings);
      other = await serverProcess(folder, settings);
      await one.start();
      await other.start();
      proxy = await openRoundRobin([one.port, other.port]);
    }, 120_000);

    afterAll(async () => {
      await proxy.close();
      await Promise.all([one.end("SIGTERM"), other.end("SIGTERM")]);
      await redis?.stop();
      await database.close();
      await rm(dataDir, { recursive: true });
    });

    /** Every answer that was acknowledged is stored, and no server had a reason to refuse one for now. */
    async function expectWhole({ acknowledged, refused }: LoadOutcome): Promise<void> {
      const ids = [...acknowledged];
      const { attempts } = schema;
      const rows = await database.db
        .select({ id: attempts.id })
        .from(attempts)
        .where(inArray(attempts.id, ids));
      expect(rows).toHaveLength(ids.length);
      // But for one: a database that gets no processor for a second and a half counts as away.
      if (!isStarved()) expect(refused).toBe(0);
    }

    test("what is signed out, or has another password, at one is soon refused by the other", async () => {
      const outcome = await underLoad(proxy.url, 2, async () => {
        for (const [here, there] of [
          [one, other],
          [other, one],
        ] as const) {
          const { email, accessToken } = await signUp(here.url);
          const second = await clientOf(there.url).auth.login.mutate({ email, password: PASSWORD });
          // Both remember both tokens by now.
          for (const { url } of [here, there])
            for (const token of [accessToken, second.accessToken]) await clientOf(url, token).me.get.query();
          const [mine, theirs] = [accessToken, second.accessToken].map(
            (token) => clientOf(there.url, token).me.get,
          );
          await clientOf(here.url, accessToken).auth.changePassword.mutate({
            currentPassword: PASSWORD,
            newPassword: "another lake, another hill",
          });
          await vi.waitFor(
            async () => expect(await codeOf(theirs?.query() ?? Promise.resolve())).toBe("UNAUTHENTICATED"),
            HEARD,
          );
          expect(await codeOf(mine?.query() ?? Promise.resolve())).toBeNull();
          await clientOf(here.url, accessToken).auth.logoutEverywhere.mutate();
          await vi.waitFor(
            async () => expect(await codeOf(mine?.query() ?? Promise.resolve())).toBe("UNAUTHENTICATED"),
            HEARD,
          );
        }
      });
      expect(outcome.unanswered).toBe(0);
      await expectWhole(outcome);
    }, 120_000);

    test("what is done at one to answers that the other keeps is soon seen there", async () => {
      const author = await signUp(proxy.url);
      const { users } = schema;
      await database.db.update(users).set({ role: "author" }).where(eq(users.id, author.userId));
      const outcome = await underLoad(proxy.url, 2, async () => {
        for (const [here, there] of [
          [one, other],
          [other, one],
        ] as const) {
          const mine = clientOf(here.url, author.accessToken);
          const theirs = clientOf(there.url, author.accessToken);
          const answered = async () => (await theirs.progress.summary.query()).answers;
          const before = await answered();
          const answer = await answersOf(mine);
          await mine.attempts.submit.mutate(answer());
          await vi.waitFor(async () => expect(await answered()).toBe(before + 1), SOON);

          const titles = async () =>
            (await theirs.lessons.list.query({ limit: 100 })).items.map(({ title }) => title);
          const title = `Hello from ${here.port}`;
          expect(await titles()).not.toContain(title);
          const name = "greetings-beginner-1";
          const { text } = await mine.author.export.query({ name });
          const edited = text.replace(/english: .*/, `english: "${title}"`);
          const draft = await mine.author.import.mutate({ id: uuidV7(), name, text: edited });
          await mine.author.publish.mutate({ draftId: draft.id, version: draft.version });
          await vi.waitFor(async () => expect(await titles()).toContain(title), SOON);
        }
      });
      expect(outcome.unanswered).toBe(0);
      await expectWhole(outcome);
    }, 120_000);

    test("one is killed and one restarted: only what the killed one had in hand is asked for again, and nothing is lost", async () => {
      const { accessToken } = await signUp(proxy.url);
      const client = clientOf(proxy.url, accessToken);
      const answer = await answersOf(client);
      const streams: FollowedStream[] = [];
      const told = () =>
        streams.flatMap((stream) =>
          stream
            .events()
            .map(({ seq }) => seq)
            .filter((seq) => seq > 0),
        );
      const over = new AbortController();
      // A reader whose stream breaks comes back with the last id that it has.
      const reading = (async () => {
        while (!over.signal.aborted) {
          const stream = followStream(proxy.url, accessToken, String(told().at(-1) ?? 0));
          streams.push(stream);
          await stream.done;
          await sleep(50);
        }
      })();

      const three = async () => {
        for (let n = 0; n < 3; n += 1) await client.attempts.submit.mutate(answer());
      };
      let killedBy = 0;
      const outcome = await underLoad(proxy.url, 5, async () => {
        await three();
        await sleep(500);
        await one.end("SIGKILL");
        killedBy = performance.now();
        await three();
        await one.start();
        await three();
        await other.end("SIGTERM");
        await three();
        await other.start();
        await three();
      });
      await vi.waitFor(() => expect(told()).toHaveLength(15), SOON);
      expect(told()).toEqual(Array.from({ length: 15 }, (_, index) => index + 1));
      over.abort();
      await streams.at(-1)?.stop();
      await reading;

      // What got no answer had been given to the killed one before it was dead.
      expect(proxy.lost.length).toBeGreaterThan(0);
      expect(proxy.lost.filter(({ port, sentAt }) => port !== one.port || sentAt > killedBy)).toEqual([]);
      expect(outcome.unanswered).toBeLessThanOrEqual(proxy.lost.length);
      const fewest = Math.min(outcome.acknowledged.length, ...proxy.given.values());
      expect(fewest).toBeGreaterThan(isStarved() ? 20 : 50);
      await expectWhole(outcome);
    }, 120_000);

    test(
      `restarted in turn, ${RESTARTS} times, they lose nothing that was asked of them`,
      async () => {
        const before = proxy.lost.length;
        const outcome = await underLoad(proxy.url, 5, async () => {
          for (let restart = 0; restart < RESTARTS; restart += 1) {
            const next = restart % 2 === 0 ? one : other;
            await next.end("SIGTERM");
            await next.start();
          }
        });
        expect(proxy.lost.slice(before)).toEqual([]);
        expect(outcome.unanswered).toBe(0);
        expect(outcome.acknowledged.length).toBeGreaterThan(5 * RESTARTS);
        await expectWhole(outcome);
      },
      RESTARTS * 40_000,
    );
  },
);
