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
const LATER = 38;
const MUCH_LATER = 396;

/** A server, whose clock may be wrong. */
const serverAt = (at = new Date()) => ({
  db: own.db,
  now: () => at,
  newId: () => uuidV7(),
  log: { info: () => undefined, error: () => undefined } as never,
});

const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_MS);

/** All that was there before so many days. */
async function pass(days: number): Promise<void> {
  const passed = sql`make_interval(days => ${days}::int)`;
  const { db } = app.database;
  await db.execute(sql`update users set joined_at = joined_at - ${passed}`);
  await db.execute(sql`
    update sessions set created_at = created_at - ${passed}, rotated_at = rotated_at - ${passed},
      expires_at = expires_at - ${passed}, revoked_at = revoked_at - ${passed}`);
  await db.execute(sql`
    update personal_access_tokens set created_at = created_at - ${passed}, expires_at = expires_at - ${passed}`);
}

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
    .set({ rotatedAt: at, expiresAt: daysFromNow(MUCH_LATER) })
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
  await pass(LATER - 2);
  await seen(active.id, daysFromNow(2 - LATER));
  await forgetSome(serverAt());
  expect(await stillThere([lost.id])).toEqual([lost.id]);
  // A clock that has leapt ahead decides nothing.
  await forgetSome(serverAt(daysFromNow(MUCH_LATER)));
  expect(await stillThere([lost.id])).toEqual([lost.id]);
  await pass(2);
  await seen(active.id, daysFromNow(2 - LATER));
  await forgetSome(serverAt(daysFromNow(-2)));
  expect(await stillThere([lost.id])).toEqual([lost.id]);
  await forgetSome(serverAt());
  expect(await stillThere([lost.id, signedOut.id])).toEqual([]);
  expect((await stillThere(staying)).toSorted()).toEqual(staying.toSorted());

  await forgetSome(serverAt());
  // Of who came and did nothing there is no line for ever, however many come.
  const { db: all } = app.database;
  expect(await all.select().from(auditLog).where(eq(auditLog.subjectId, lost.id))).toEqual([]);
  expect(await codeOf(lost.client.me.get.query())).toBe("UNAUTHENTICATED");
});

test("what a guest has answered is kept for a year after nobody can be them, and then gone with them", async () => {
  const one = await guest();
  await answer(one);
  await pass(LATER);
  await forgetSome(serverAt());
  expect(await stillThere([one.id])).toEqual([one.id]);
  await pass(MUCH_LATER - LATER - 2);
  await forgetSome(serverAt());
  expect(await stillThere([one.id])).toEqual([one.id]);
  await pass(2);
  await forgetSome(serverAt());
  expect(await stillThere([one.id])).toEqual([]);
  const { attempts } = schema;
  const rows = await app.database.db.select().from(attempts).where(eq(attempts.learnerId, one.id));
  expect(rows).toEqual([]);
  await forgetSome(serverAt());
  expect(await deletions(one.id)).toMatchObject([{ actorId: null, detail: { guest: true } }]);
});

test.each([
  ["an error", "23503"],
  ["more than goes in time", "57014"],
])("a guest who cannot be deleted holds up no other: %s", async (_, code) => {
  const { db } = app.database;
  const [stuck, other] = [await guest(), await guest()];
  await db.execute(
    sql.raw(`create function hold_on() returns trigger language plpgsql as $$
      begin if old.id = '${stuck.id}' then raise exception 'stays' using errcode = '${code}'; end if; return old; end $$;
    create trigger hold_on before delete on users for each row execute function hold_on()`),
  );
  await pass(LATER);
  expect(await forgetSome(serverAt())).toBeNull();
  expect(await stillThere([stuck.id, other.id])).toEqual([stuck.id]);
  await db.execute(sql`drop function hold_on cascade`);
});

test("a server that is to stop ends with the guest that it has in hand", async () => {
  await pass(LATER);
  await forgetSome(serverAt());
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) ids.push((await guest()).id);
  await pass(LATER);
  const stopping = new AbortController();
  // It looks at the clock for the page, and then for each guest.
  const clock = [new Date(), new Date()];
  const now = () => {
    const at = clock.shift();
    if (clock.length === 0) stopping.abort();
    return at ?? new Date();
  };
  await forgetSome({ ...serverAt(), now }, undefined, 100, stopping.signal);
  expect(await stillThere(ids)).toHaveLength(2);
  await forgetSome(serverAt());
  expect(await stillThere(ids)).toEqual([]);
});

test("who comes back in the very moment is kept", async () => {
  const [renewed, claiming] = [await guest(), await guest()];
  // Found to be lost, and seen again before their turn comes.
  await pass(LATER);
  await seen(renewed.id, new Date());
  expect(await forgetGuest(serverAt(), renewed.id)).toBe(false);

  const other = connect(app.database.url, { max: 1 });
  await other.db.transaction(async (tx) => {
    await tx
      .update(users)
      .set({ email: "just.now@example.org", passwordHash: "x" })
      .where(eq(users.id, claiming.id));
    expect(await forgetGuest(serverAt(), claiming.id)).toBe(false);
  });
  await other.close();
  expect(await forgetGuest(serverAt(), claiming.id)).toBe(false);
  expect(await stillThere([renewed.id, claiming.id])).toHaveLength(2);
});

/** A server that looks at all guests, two at a time. Gives how many pages that were. */
const passThrough = async () => {
  let after: string | undefined;
  let pages = 0;
  do {
    after = (await forgetSome(serverAt(), after, 2)) ?? undefined;
    pages += 1;
  } while (after !== undefined);
  return pages;
};

test("a server does so by itself", async () => {
  const { id } = await guest();
  await pass(LATER);
  // After its last page a server rests for an hour, by its clock.
  app.setClock(daysFromNow(1));
  await expect.poll(() => stillThere([id]), { timeout: 30_000 }).toEqual([]);
  app.setClock(null);
});

test("several servers at once delete each once, page by page", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 5; n += 1) {
    const one = await guest();
    await answer(one);
    ids.push(one.id);
  }
  await pass(MUCH_LATER);
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
  const since = { now: new Date(), emptyDays: 7, learnedDays: 365 };
  const page = guestPage({ after: uuidV7(), limit: 200, since });
  const plan = (await db.execute<{ "QUERY PLAN": string }>(sql`explain ${page}`))
    .map((row) => row["QUERY PLAN"])
    .join("\n");
  expect(plan).toContain("using users_guests_idx on users");
  expect(plan).not.toMatch(/Seq Scan on users/);
});
