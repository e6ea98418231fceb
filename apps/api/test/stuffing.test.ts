import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { schema } from "@fluentfusion/db";
import { createTestDatabase, type TestDatabase } from "@fluentfusion/db/testing";
import { hash } from "@node-rs/argon2";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, signUp } from "./support/daily-load.ts";
import { buildServer, type ServerProcess, serverProcess } from "./support/processes.ts";

/** Somebody has passwords of other places, and tries them from many addresses, as fast as they are answered. */
let database: TestDatabase;
let dataDir: string;
let server: ServerProcess;

/** Set it for a long look: 10000 are asked for from a thousand addresses. */
const ACCOUNTS = Number(process.env["ACCOUNTS"] ?? 40);
const ADDRESSES = Math.ceil(ACCOUNTS / 10);
const GUESSES = 3;
/** Twice what may be hashed and wait for it. */
const AT_ONCE = 140;

beforeAll(async () => {
  [database, dataDir] = [await createTestDatabase(), await mkdtemp(join(tmpdir(), "stuffing-"))];
  server = await serverProcess(await buildServer(), {
    DATABASE_URL: database.url,
    DATA_DIR: dataDir,
    SECRET_KEY: "nobody guesses these words, nor any others",
    TRUST_PROXY: "1",
    // Who asks meanwhile does so with one token.
    ACCESS_TOKEN_EXPIRE_MINUTES: "600",
  });
  await server.start();
}, 180_000);

afterAll(async () => {
  await server.end("SIGTERM");
  await database.close();
  await rm(dataDir, { recursive: true });
}, 60_000);

interface Try {
  readonly email: string;
  readonly password?: string;
  readonly address: string;
  readonly cookie?: string;
}

async function signIn({ email, password = "of another place", address, cookie }: Try) {
  const headers = {
    "content-type": "application/json",
    "x-forwarded-for": address,
    ...(cookie && { cookie }),
  };
  const body = JSON.stringify({ email, password, refreshTransport: "cookie" });
  const answer = await fetch(`${server.url}/trpc/auth.login`, { method: "POST", headers, body });
  await answer.arrayBuffer();
  return answer;
}

const stranger = (place: number) => `198.18.${place >> 8}.${place & 255}`;
const emailOf = (place: number) => `account.${place}@example.org`;

/** Half of them are there. */
async function makeAccounts(): Promise<void> {
  const passwordHash = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const rows = Array.from({ length: ACCOUNTS / 2 }, (_, place) => ({
    id: uuidV7(),
    username: `account ${place}`,
    email: emailOf(2 * place),
    passwordHash,
    userType: "tourist" as const,
    targetLanguage: "kinyarwanda" as const,
    nativeLanguage: "english" as const,
  }));
  for (let from = 0; from < rows.length; from += 1000)
    await database.db.insert(schema.users).values(rows.slice(from, from + 1000));
}

/** Makes all of these tries, so many at once, and again what there was no time for. How often each status was answered. */
async function attack(tries: readonly Try[]): Promise<Record<number, number>> {
  const statuses: Record<number, number> = {};
  const left = tries.values();
  const worker = async () => {
    for (const one of left) {
      for (let status = 503; status === 503;) {
        ({ status } = await signIn(one));
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (status === 503) await sleep(250);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return statuses;
}

/** What others wait meanwhile: one call after another, some twenty a second. */
async function othersMeanwhile<T>(accessToken: string, work: () => Promise<T>) {
  const [statuses, times] = [new Set<number>(), [] as number[]];
  const over = new AbortController();
  const asking = (async () => {
    while (!over.signal.aborted) {
      const before = performance.now();
      const headers = { authorization: `Bearer ${accessToken}` };
      const answer = await fetch(`${server.url}/trpc/progress.summary`, { headers });
      await answer.arrayBuffer();
      times.push(performance.now() - before);
      statuses.add(answer.status);
      await sleep(50);
    }
  })();
  const result = await work();
  over.abort();
  await asking;
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round(times[Math.floor(share * (times.length - 1))] ?? 0);
  return { result, statuses: [...statuses], said: `p50 ${at(0.5)}, p99 ${at(0.99)} ms` };
}

test(
  `${ACCOUNTS * GUESSES} guesses at ${ACCOUNTS} accounts keep nobody else waiting, and no owner out`,
  async () => {
    await makeAccounts();
    const { accessToken } = await signUp(server.url);
    const owner = { email: emailOf(0), password: PASSWORD, address: "203.0.113.1" };
    const before = await signIn(owner);
    const [cookie = ""] = before.headers
      .getSetCookie()
      .filter((one) => one.startsWith("ff_device="))
      .map((one) => one.split(";", 1)[0] ?? "");
    const calm = await othersMeanwhile(accessToken, () => sleep(2_000));

    const tries = Array.from({ length: ACCOUNTS * GUESSES }, (_, place) => ({
      email: emailOf(place % ACCOUNTS),
      address: stranger(place % ADDRESSES),
    }));
    const over = new AbortController();
    const own: number[] = [];
    const returning = (async () => {
      while (!over.signal.aborted) {
        own.push((await signIn({ ...owner, cookie })).status);
        await sleep(200);
      }
    })();
    // As who has another phone would: again and again, a second apart.
    const anew: number[] = [];
    const arriving = (async () => {
      while (!over.signal.aborted && anew.at(-1) !== 200) {
        anew.push((await signIn({ ...owner, email: emailOf(2), address: "203.0.113.2" })).status);
        await sleep(1_000);
      }
    })();
    const { result: guesses, ...others } = await othersMeanwhile(accessToken, () => attack(tries));
    over.abort();
    await Promise.all([returning, arriving]);

    process.stdout.write(
      `${ACCOUNTS * GUESSES} guesses from ${ADDRESSES} addresses: ${JSON.stringify(guesses)}; others ${calm.said} before, ${others.said} meanwhile; ` +
        `the owner's browser ${own.length} times in, a new one at its try ${anew.length} (${anew.at(-1)})\n`,
    );
    // Three are within what an account and an address may try: each is looked at, as soon as there is time.
    expect(guesses[401]).toBe(ACCOUNTS * GUESSES);
    expect(Object.keys(guesses).filter((status) => !["401", "503"].includes(status))).toEqual([]);
    expect(others.statuses).toEqual([200]);
    expect([...new Set(own)]).toEqual([200]);
    // Three wrong ones are not ten, and what there was no time for is not one.
    expect((await signIn({ ...owner, email: emailOf(2), address: "203.0.113.3" })).status).toBe(200);
  },
  120_000 + ACCOUNTS * 600,
);

test(
  `of ${ADDRESSES * 10} guesses at one account, each from an address of its own, ten are looked at`,
  async () => {
    const tries = Array.from({ length: ADDRESSES * 10 }, (_, place) => ({
      email: emailOf(ACCOUNTS),
      address: stranger(10_000 + place),
    }));
    // One after the other in small groups, so that none is refused for want of time where there is any.
    const statuses: number[] = [];
    for (let from = 0; from < tries.length; from += 20) {
      const group = await Promise.all(tries.slice(from, from + 20).map(signIn));
      statuses.push(...group.map(({ status }) => status));
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(10);
    expect([...new Set(statuses)].filter((status) => ![401, 429, 503].includes(status))).toEqual([]);
  },
  60_000 + ACCOUNTS * 10,
);
