import { buildApp, createMemoryCache, readEnv } from "@fluentfusion/api";
import { schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { clientOf, type Tally } from "./support/daily-load.ts";
import { SMALL_STARTER } from "./support/small-course.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

/** Two instances on one database, which know nothing of each other but what it tells them. */
let app: TestApp;
let urls: readonly string[];
let closeOther: () => Promise<unknown>;

/** Set it for a long look: 10000 are a hundred families. */
const REFRESHES = Number(process.env["REFRESHES"] ?? 600);
const ROUNDS = 10;
/** Of a round: those that ask at once, one whose answer is lost, and one that asks when all is done. */
const AT_ONCE = 8;
const FAMILIES = Math.ceil(REFRESHES / (ROUNDS * (AT_ONCE + 2)));
const FAMILIES_AT_ONCE = 4;

let clock = Date.now();
/** Longer than a token that has been replaced is good for in any case. */
const passGrace = () => {
  clock += 61_000;
  app.setClock(new Date(clock));
};

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  const other = await buildApp({
    starter: SMALL_STARTER,
    env: readEnv({ LOG_LEVEL: "silent", RATE_LIMIT_PER_MINUTE: "0" }),
    db: app.database.db,
    databaseUrl: app.database.url,
    cache: createMemoryCache(),
    mailer: { send: async () => undefined },
    now: () => new Date(clock),
    newId: () => uuidV7(),
  });
  closeOther = () => other.close();
  urls = [app.url, await other.listen({ host: "127.0.0.1", port: 0 })];
});

afterEach(() => app.setClock(null));

afterAll(async () => {
  await closeOther();
  await app.close();
});

interface Family {
  readonly sessionId: string;
  /** What its owner has, the newest last. */
  readonly tokens: string[];
  accessToken: string;
  /** What has been handed out, also on answers that were lost. */
  readonly issued: Set<string>;
}

const tally: Tally = { unanswered: 0, refused: 0 };
const refresh = (instance: number, refreshToken: string) =>
  clientOf(urls[instance % urls.length] ?? "", "", tally).auth.refresh.mutate({ refreshToken });

/** Asks and goes away: nobody knows whether it was done. */
async function askInVain(refreshToken: string): Promise<void> {
  const signal = AbortSignal.timeout(Math.floor(Math.random() * 8));
  const headers = { "content-type": "application/json" };
  const init = { method: "POST", headers, body: JSON.stringify({ refreshToken }), signal };
  await fetch(`${app.url}/trpc/auth.refresh`, init).catch(() => undefined);
}
const isIn = (instance: number, token: string) =>
  codeOf(clientOf(urls[instance % urls.length] ?? "", token).me.get.query());

async function begin(): Promise<Family> {
  const guest = { userType: "tourist", targetLanguage: "kinyarwanda" } as const;
  const { accessToken, refreshToken } = await clientOf(app.url).auth.guest.mutate(guest);
  const token = refreshToken ?? "";
  const [sessionId = ""] = token.split(".", 1);
  return { sessionId, tokens: [token], accessToken, issued: new Set([token]) };
}

/** The owner's tabs and phone in one moment. `isLost`: nobody gets an answer. */
async function live(family: Family, isLost: boolean): Promise<void> {
  const token = family.tokens.at(-1) ?? "";
  const [answers] = await Promise.all([
    Promise.all(Array.from({ length: AT_ONCE }, (_, place) => refresh(place, token))),
    askInVain(token),
  ]);
  answers.push(await refresh(1, token));
  const successors = new Set(answers.map(({ refreshToken }) => refreshToken ?? ""));
  expect(successors.size).toBe(1);
  for (const one of successors) family.issued.add(one);
  if (isLost) return;
  family.tokens.push(...successors);
  family.accessToken = answers.at(-1)?.accessToken ?? "";
  // Shows that the new tokens have arrived: from now on those of before are good for the grace alone.
  expect(await isIn(0, family.accessToken)).toBeNull();
}

/** A thief asks with what was good once, while the owner goes on. What came of it is good for nothing. */
async function steal(family: Family): Promise<number> {
  const [oldest = "", before = "", newest = ""] = [0, -2, -1].map((place) => family.tokens.at(place));
  const asked = [newest, before, oldest].flatMap((token) =>
    [0, 1].map((instance) => [instance, token] as const),
  );
  const answers = await Promise.allSettled(asked.map(([instance, token]) => refresh(instance, token)));
  const given = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
  const over = performance.now();
  const access = [family.accessToken, ...given.map(({ accessToken }) => accessToken)];
  for (const token of access) {
    for (const instance of [0, 1]) {
      await vi.waitFor(async () => expect(await isIn(instance, token)).toBe("UNAUTHENTICATED"), 10_000);
    }
  }
  const took = performance.now() - over;
  const tails = [newest, ...given.map(({ refreshToken }) => refreshToken ?? "")];
  for (const [place, token] of tails.entries())
    expect(await codeOf(refresh(place, token))).toBe("REFRESH_INVALID");
  return took;
}

/** Does it for each family, some at a time. */
async function forEach<T>(families: readonly Family[], work: (family: Family) => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  const left = families.values();
  const worker = async () => {
    for (const family of left) results.push(await work(family));
  };
  await Promise.all(Array.from({ length: FAMILIES_AT_ONCE }, worker));
  return results;
}

test(
  `${FAMILIES * ROUNDS * (AT_ONCE + 2)} refreshes that race sign nobody out, and a token of before ends a family with its tail`,
  async () => {
    app.setClock(new Date(clock));
    const families: Family[] = [];
    for (let place = 0; place < FAMILIES; place += 1) families.push(await begin());
    for (let round = 0; round < ROUNDS; round += 1) {
      await forEach(families, (family) => live(family, round % 3 === 1));
      passGrace();
    }
    const rows = await app.database.db.select().from(schema.sessions);
    for (const { id, generation, revokedAt } of rows) {
      const family = families.find(({ sessionId }) => sessionId === id);
      // One line: as many tokens as generations.
      expect([family?.issued.size, revokedAt]).toEqual([generation + 1, null]);
    }
    const [robbed, spared] = [families.filter((_, i) => i % 2 === 0), families.filter((_, i) => i % 2 === 1)];
    const slowest = Math.max(...(await forEach(robbed, steal)));
    for (const family of spared) {
      expect(await codeOf(refresh(1, family.tokens.at(-1) ?? ""))).toBeNull();
      expect(await isIn(1, family.accessToken)).toBeNull();
    }
    const ended = await app.database.db
      .select({ id: schema.auditLog.subjectId })
      .from(schema.auditLog)
      .where(eq(schema.auditLog.action, "session.reuse"));
    expect(new Set(ended.map(({ id }) => id))).toEqual(new Set(robbed.map(({ sessionId }) => sessionId)));
    expect(ended).toHaveLength(robbed.length);
    expect(tally).toEqual({ unanswered: 0, refused: 0 });
    const figures = `${families.length} families of refresh tokens: none signed out; ${robbed.length} robbed, dead at both within ${Math.round(slowest)} ms`;
    process.stdout.write(`${figures}\n`);
  },
  60_000 + REFRESHES * 100,
);
