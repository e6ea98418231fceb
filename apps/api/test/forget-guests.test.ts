import { connect, type Database, schema } from "@fluentfusion/db";
import { and, eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { forgetGuest, forgetSome } from "../src/features/users/forget-guests.ts";
import { guestPage } from "../src/features/users/guests.queries.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;
/** As a server in production has it, which owns nothing. */
let own: Database;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" }, { role: "fluentfusion_api" });
  own = connect(app.databaseUrl);
});

afterAll(async () => {
  await own.close();
  await app.close();
});

const { auditLog, sessions, users } = schema;
const DAY_MS = 86_400_000;
/** A session that nobody renews ends after thirty days; a week later nobody misses who has done nothing. */
const LATER = new Date(Date.now() + 38 * DAY_MS);
const MUCH_LATER = new Date(Date.now() + 396 * DAY_MS);

/** A server of which it is that day. */
const serverAt = (at: Date) => ({
  db: own.db,
  now: () => at,
  newId: () => uuidV7(),
  log: { info: () => undefined } as never,
});

async function guest() {
  const { accessToken, user } = await app.anonymous.auth.guest.mutate({
    userType: "tourist",
    targetLanguage: "kinyarwanda",
  });
  return { client: app.as(accessToken), id: user.id };
}

async function answer({ client }: Awaited<ReturnType<typeof guest>>): Promise<void> {
  const [lesson] = (await client.lessons.list.query({})).items;
  const { exercises } = await client.lessons.get.query({ lessonId: lesson?.id ?? "" });
  const typed = exercises.find(({ prompt }) => prompt.kind === "type");
  await client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: typed?.id ?? "",
    revision: typed?.revision ?? 1,
    sittingId: null,
    response: { kind: "type", text: "Muraho" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  });
}

async function stillThere(ids: readonly string[]): Promise<string[]> {
  const rows = await app.database.db
    .select({ id: users.id })
    .from(users)
    .where(inArray(users.id, [...ids]));
  return rows.map(({ id }) => id);
}

const deletions = (id: string) =>
  app.database.db
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.action, "account.delete"), eq(auditLog.subjectId, id)));

const seen = (id: string, at: Date) =>
  app.database.db
    .update(sessions)
    .set({ rotatedAt: at, expiresAt: MUCH_LATER })
    .where(eq(sessions.userId, id));

test("a guest whom nobody can be any more is gone; who can come back, or is somebody to others, stays", async () => {
  const { db } = app.database;
  const lost = await guest();
  const signedOut = await guest();
  await signedOut.client.auth.logoutEverywhere.mutate();

  const claimed = await guest();
  await claimed.client.auth.claim.mutate({ email: "claimed@example.org", password: "hills and imigongo" });
  const signedUp = await app.register();
  const active = await guest();
  await seen(active.id, new Date(LATER.getTime() - DAY_MS));
  const program = await guest();
  await program.client.auth.createToken.mutate({ name: "a program", scope: "read", days: 60 });
  const author = await guest();
  await db.update(users).set({ role: "author" }).where(eq(users.id, author.id));
  const stopped = await guest();
  await db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, stopped.id));
  const colleague = await guest();
  const boss = await app.register();
  await db.update(users).set({ role: "manager" }).where(eq(users.id, boss.userId));
  const teamId = uuidV7();
  await boss.client.teams.create.mutate({ id: teamId, name: "Kitchen of the lake" });
  const { token } = await boss.client.teams.invite.mutate({ teamId, post: "kitchen", uses: 1 });
  await colleague.client.teams.join.mutate({ token, consentVersion: 1 });

  const staying = [claimed.id, signedUp.userId, active.id, program.id, author.id, stopped.id, colleague.id];
  await forgetSome(serverAt(new Date()));
  expect(await stillThere([lost.id, signedOut.id])).toHaveLength(2);
  await forgetSome(serverAt(LATER));
  expect(await stillThere([lost.id, signedOut.id])).toEqual([]);
  expect((await stillThere(staying)).toSorted()).toEqual(staying.toSorted());

  // What stays is told, and a repeat finds nobody.
  await forgetSome(serverAt(LATER));
  expect(await deletions(lost.id)).toMatchObject([{ actorId: null, detail: { guest: true } }]);
  expect(await codeOf(lost.client.me.get.query())).toBe("UNAUTHENTICATED");
});

test("what a guest has answered is kept for a year after nobody can be them, and then gone with them", async () => {
  const one = await guest();
  await answer(one);
  await forgetSome(serverAt(LATER));
  expect(await stillThere([one.id])).toEqual([one.id]);
  await forgetSome(serverAt(new Date(MUCH_LATER.getTime() - 2 * DAY_MS)));
  expect(await stillThere([one.id])).toEqual([one.id]);
  await forgetSome(serverAt(MUCH_LATER));
  expect(await stillThere([one.id])).toEqual([]);
  const { attempts } = schema;
  const rows = await app.database.db.select().from(attempts).where(eq(attempts.learnerId, one.id));
  expect(rows).toEqual([]);
});

test("who comes back in the very moment is kept", async () => {
  const [renewed, claiming] = [await guest(), await guest()];
  // Found to be lost, and seen again before their turn comes.
  await seen(renewed.id, LATER);
  expect(await forgetGuest(serverAt(LATER), renewed.id)).toBe(false);

  const other = connect(app.database.url, { max: 1 });
  await other.db.transaction(async (tx) => {
    await tx
      .update(users)
      .set({ email: "just.now@example.org", passwordHash: "x" })
      .where(eq(users.id, claiming.id));
    expect(await forgetGuest(serverAt(LATER), claiming.id)).toBe(false);
  });
  await other.close();
  expect(await forgetGuest(serverAt(LATER), claiming.id)).toBe(false);
  expect(await stillThere([renewed.id, claiming.id])).toHaveLength(2);
});

/** A server that looks at all guests, two at a time. Gives how many pages that were. */
const passThrough = async () => {
  let after: string | undefined;
  let pages = 0;
  do {
    after = (await forgetSome(serverAt(LATER), after, 2)) ?? undefined;
    pages += 1;
  } while (after !== undefined);
  return pages;
};

test("a server does so by itself", async () => {
  const { id } = await guest();
  app.setClock(LATER);
  await expect.poll(() => stillThere([id]), { timeout: 30_000 }).toEqual([]);
  app.setClock(null);
});

test("several servers at once delete each once, page by page", async () => {
  const ids = [];
  for (let n = 0; n < 5; n += 1) ids.push((await guest()).id);
  const pages = await Promise.all([passThrough(), passThrough(), passThrough()]);
  expect(Math.max(...pages)).toBeGreaterThan(2);
  expect(await stillThere(ids)).toEqual([]);
  for (const id of ids) expect(await deletions(id)).toHaveLength(1);
});

test("a page of guests is read by their own index, however many accounts there are", async () => {
  const { db } = app.database;
  await db.execute(sql`
    insert into users (id, username, email, password_hash, user_type, target_language, native_language)
    select gen_random_uuid(), 'many ' || n, case when n % 10 > 0 then 'many' || n || '@example.org' end, 'x', 'tourist', 'kinyarwanda', 'english'
    from generate_series(1, 20000) n`);
  await db.execute(sql`analyze users`);
  const since = { empty: LATER, learned: LATER };
  const page = guestPage({ after: uuidV7(), limit: 200, since });
  const plan = (await db.execute<{ "QUERY PLAN": string }>(sql`explain ${page}`))
    .map((row) => row["QUERY PLAN"])
    .join("\n");
  expect(plan).toContain("using users_guests_idx on users");
  expect(plan).not.toMatch(/Seq Scan on users/);
});
