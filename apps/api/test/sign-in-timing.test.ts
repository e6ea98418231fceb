import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { schema } from "@fluentfusion/db";
import { createTestDatabase, type TestDatabase } from "@fluentfusion/db/testing";
import { hash } from "@node-rs/argon2";
import { eq, sql } from "drizzle-orm";
import { Piscina } from "piscina";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { PASSWORD } from "./support/daily-load.ts";
import { buildServer, type ServerProcess, serverProcess } from "./support/processes.ts";
import { startTestApp, type TestApp } from "./support/test-app.ts";

/** Whether there is an account is told neither by an answer nor by how long it takes. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const WRONG = "of another place";

const KINDS = ["wrong password", "disabled", "without a password", "unknown"] as const;
type Kind = (typeof KINDS)[number];

/** Only who is disabled has typed the right password. */
const typedBy = (kind: Kind) => (kind === "disabled" ? PASSWORD : WRONG);

/** A hash that the library has made of something with this salt. */
async function likeIt(stored: string): Promise<string> {
  const [, , , , salt = ""] = stored.split("$");
  return hash(WRONG, { ...PARAMETERS, salt: Buffer.from(salt, "base64") });
}

const withoutSum = (stored: string) => stored.slice(0, stored.lastIndexOf("$"));

/** The ways to say an e-mail that is somebody's or nobody's. */
const WAYS = {
  "auth.login": (email: string, password: string) => ({
    path: "/trpc/auth.login",
    type: "application/json",
    body: JSON.stringify({ email, password }),
  }),
  "POST /api/auth/login": (email: string, password: string) => ({
    path: "/api/auth/login",
    type: "application/x-www-form-urlencoded",
    body: new URLSearchParams({ username: email, password }).toString(),
  }),
  "auth.requestPasswordReset": (email: string) => ({
    path: "/trpc/auth.requestPasswordReset",
    type: "application/json",
    body: JSON.stringify({ email }),
  }),
};
type Way = keyof typeof WAYS;

interface Asked {
  readonly url: string;
  readonly way: Way;
  readonly email: string;
  readonly password: string;
  /** default: that of this machine */
  readonly from?: string;
}

function ask({ url, way, email, password, from }: Asked) {
  const { path, type, body } = WAYS[way](email, password);
  const headers = { "content-type": type, ...(from !== undefined && { "x-forwarded-for": from }) };
  return fetch(url + path, { method: "POST", headers, body });
}

describe("an e-mail that nobody has costs the server the same work as somebody's, and gets the same answer", () => {
  let app: TestApp;
  const emails: Record<Kind, string> = {
    "wrong password": "wrong@example.org",
    disabled: "disabled@example.org",
    "without a password": "without@example.org",
    unknown: "unknown@example.org",
  };

  beforeAll(async () => {
    app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
    const register = (kind: Kind) => app.register({ email: emails[kind], password: PASSWORD });
    await register("wrong password");
    const changed = { disabled: { disabledAt: new Date() }, "without a password": { passwordHash: null } };
    for (const kind of ["disabled", "without a password"] as const) {
      const { userId } = await register(kind);
      await app.database.db.update(schema.users).set(changed[kind]).where(eq(schema.users.id, userId));
    }
    // Mails are made after the answer, and for somebody only: that nobody waits for them is seen when they are not due.
    await app.database.db.execute(sql`
      create function not_due() returns trigger language plpgsql as
        $$ begin new.available_at := '2100-01-01'; return new; end $$`);
    await app.database.db.execute(sql`
      create trigger not_due before insert on outbox_events for each row execute function not_due()`);
  });

  afterAll(async () => {
    await app.close();
  });

  /** What the server asks on its own behalf, whoever calls. */
  const ASIDE = /pg_catalog|update "outbox_events"|from "(outbox_events|rulings|jobs|catalogue_state)"/;
  /** They differ by nature. */
  const OWN_HEADERS = new Set(["date", "x-request-id"]);

  /** All that a caller could tell one account from another by, and what was done for it. */
  async function seenOf(way: Way, kind: Kind) {
    const threads = vi.spyOn(Piscina.prototype, "run");
    const seen: { status?: number; headers?: [string, string][]; body?: string } = {};
    const statements = await app.database.statementsOf(async () => {
      const answer = await ask({ url: app.url, way, email: emails[kind], password: typedBy(kind) });
      seen.status = answer.status;
      seen.headers = [...answer.headers].filter(([name]) => !OWN_HEADERS.has(name));
      seen.body = (await answer.text()).replaceAll(answer.headers.get("x-request-id") ?? "-", "<id>");
    });
    const hashed = threads.mock.calls.map(([task, options]) => ({
      task: task as { stored: string; password: string },
      name: options?.name,
    }));
    threads.mockRestore();
    return { ...seen, statements: statements.filter((text) => !ASIDE.test(text)), hashed };
  }

  test.each(["auth.login", "POST /api/auth/login"] as const)("%s", async (way) => {
    const somebodys = await seenOf(way, "wrong password");
    expect(somebodys.status).toBe(401);
    expect(somebodys.statements).toHaveLength(1);
    for (const kind of KINDS) {
      const { hashed, ...seen } = await seenOf(way, kind);
      expect([kind, seen]).toEqual([
        kind,
        { status: 401, headers: somebodys.headers, body: somebodys.body, statements: somebodys.statements },
      ]);
      expect([kind, hashed.map(({ name, task }) => [name, task.password])]).toEqual([
        kind,
        [["verify", typedBy(kind)]],
      ]);
      // What cannot be read, or was made with less, would be refused sooner.
      const stored = hashed[0]?.task.stored ?? "";
      const like = await likeIt(stored);
      expect([kind, withoutSum(stored), stored.length]).toEqual([kind, withoutSum(like), like.length]);
    }
  });

  test("auth.requestPasswordReset", async () => {
    const somebodys = await seenOf("auth.requestPasswordReset", "wrong password");
    expect(somebodys.status).toBe(200);
    expect(somebodys.statements).toHaveLength(1);
    expect(somebodys.hashed).toEqual([]);
    for (const kind of KINDS)
      expect([kind, await seenOf("auth.requestPasswordReset", kind)]).toEqual([kind, somebodys]);
  });
});

/** How often somebody's is the larger one of any two; .5 tells nothing. */
function areaUnderCurve(somebodys: readonly number[], nobodys: readonly number[]): number {
  const all = [...somebodys.map((ms) => ({ ms, is: 1 })), ...nobodys.map((ms) => ({ ms, is: 0 }))];
  all.sort((a, b) => a.ms - b.ms);
  const ranks = all.reduce((sum, { is }, place) => sum + is * (place + 1), 0);
  const [n, m] = [somebodys.length, nobodys.length];
  return (ranks - (n * (n + 1)) / 2) / (n * m);
}

const median = (times: readonly number[]) =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** How many tries at accounts that are there, and how many at others. Times say something where little else is done. */
const PAIRS = Number(process.env["PAIRS"] ?? 0);

const emailOf = (place: number) => `account.${place}@example.org`;
const kindOf = (place: number): Kind => (place % 2 === 1 ? "unknown" : (KINDS[(place / 2) % 3] ?? "unknown"));

describe.runIf(PAIRS > 0)(`the time of ${PAIRS} answers about somebody and ${PAIRS} about nobody`, () => {
  let database: TestDatabase;
  let dataDir: string;
  let server: ServerProcess;

  beforeAll(async () => {
    [database, dataDir] = [await createTestDatabase(), await mkdtemp(join(tmpdir(), "timing-"))];
    server = await serverProcess(await buildServer(), {
      DATABASE_URL: database.url,
      DATA_DIR: dataDir,
      SECRET_KEY: "nobody guesses these words, nor any others",
      TRUST_PROXY: "1",
      RATE_LIMIT_PER_MINUTE: "0",
      LOG_LEVEL: "fatal",
    });
    await server.start();
  }, 180_000);

  afterAll(async () => {
    await server.end("SIGTERM");
    await database.close();
    await rm(dataDir, { recursive: true });
  }, 60_000);

  /** Those at even places. */
  async function makeAccounts(): Promise<void> {
    const passwordHash = await hash(PASSWORD, PARAMETERS);
    const rows = Array.from({ length: PAIRS }, (_, half) => ({
      id: uuidV7(),
      username: `account ${half}`,
      email: emailOf(2 * half),
      passwordHash: kindOf(2 * half) === "without a password" ? null : passwordHash,
      disabledAt: kindOf(2 * half) === "disabled" ? new Date() : null,
      userType: "tourist" as const,
      targetLanguage: "kinyarwanda" as const,
      nativeLanguage: "english" as const,
    }));
    for (let from = 0; from < rows.length; from += 1000)
      await database.db.insert(schema.users).values(rows.slice(from, from + 1000));
  }

  test.each(Object.keys(WAYS) as Way[])(
    "%s",
    async (way) => {
      if (way === "auth.login") await makeAccounts();
      const order = Array.from({ length: 2 * PAIRS }, (_, place) => ({ place, at: Math.random() }));
      order.sort((a, b) => a.at - b.at);
      const times: Record<"somebody" | "nobody", number[]> = { somebody: [], nobody: [] };
      const toWarmUp = order.slice(0, 50);
      for (const [turn, { place }] of [...toWarmUp, ...order].entries()) {
        const kind = kindOf(place);
        const from = `10.${place >> 13}.${(place >> 5) & 255}.${Object.keys(WAYS).indexOf(way)}`;
        const before = performance.now();
        const answer = await ask({
          url: server.url,
          way,
          email: emailOf(place),
          password: typedBy(kind),
          from,
        });
        await answer.arrayBuffer();
        const ms = performance.now() - before;
        expect([kind, answer.status]).toEqual([kind, way === "auth.requestPasswordReset" ? 200 : 401]);
        if (turn >= toWarmUp.length) times[kind === "unknown" ? "nobody" : "somebody"].push(ms);
      }
      const area = areaUnderCurve(times.somebody, times.nobody);
      const [known, unknown] = [median(times.somebody), median(times.nobody)];
      process.stdout.write(
        `${way}: AUC ${area.toFixed(3)} over 2 × ${PAIRS}; medians ${known.toFixed(2)} and ${unknown.toFixed(2)} ms\n`,
      );
      expect(area).toBeGreaterThan(0.45);
      expect(area).toBeLessThan(0.55);
    },
    60_000 + PAIRS * 500,
  );
});
