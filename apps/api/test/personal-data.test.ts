import { schema } from "@fluentfusion/db";
import { eq, getTableName, sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PERSONAL_DATA } from "../src/features/users/personal-data.ts";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;
const PASSWORD = "imigongo and hills";

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
});

afterAll(async () => {
  await app.close();
});

/** A learner with something in most tables. */
async function learner(email: string, words: string) {
  const person = await app.register({ email });
  const { client } = person;
  const [lesson] = (await client.lessons.list.query({})).items;
  const sitting = await client.session.start.mutate({
    id: uuidV7(),
    mode: "lesson",
    lessonId: lesson?.id ?? "",
  });
  const typed = sitting.exercises.find(({ prompt }) => prompt.kind === "type");
  await client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: typed?.id ?? "",
    revision: typed?.revision ?? 1,
    sittingId: sitting.id,
    response: { kind: "type", text: words },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  });
  await client.recommendations.list.query({});
  await client.auth.createToken.mutate({ name: `token of ${words}`, scope: "read", days: 1 });
  return person;
}

async function exported(client: Client) {
  const pages = [];
  let page = await client.me.export.query({});
  pages.push(page);
  while (page.nextCursor !== null) {
    page = await client.me.export.query({ cursor: page.nextCursor });
    pages.push(page);
  }
  return pages;
}

test("every column of every table has a policy", async () => {
  const columns = await app.database.db.execute<{ table: string; column: string }>(sql`
    select c.relname as table, a.attname as column from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and a.attnum > 0 and not a.attisdropped`);
  const declared = Object.entries(PERSONAL_DATA).flatMap(([name, policy]) => {
    const table = { ...schema }[name as keyof typeof PERSONAL_DATA];
    return Object.keys(policy.columns).map((column) => {
      const found = (table as unknown as Record<string, { name: string }>)[column];
      return `${getTableName(table)}.${found?.name}`;
    });
  });
  const existing = columns.map(({ table, column }) => `${table}.${column}`);
  expect(existing.filter((column) => !declared.includes(column))).toEqual([]);
  expect(declared.filter((column) => !existing.includes(column))).toEqual([]);
});

test("a person gets all that is kept about them, nothing of others, and nothing that could sign in", async () => {
  await learner("neighbour@example.org", "of the neighbour");
  const { client, userId } = await learner("asks@example.org", "of the one who asks");
  const days = Array.from({ length: 450 }, (_, i) =>
    new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10),
  );
  await app.database.db
    .insert(schema.streakDays)
    .values(days.map((day) => ({ learnerId: userId, day, answers: 1 })));
  const pages = await exported(client);
  const rowsOf = (table: string) => pages.filter((page) => page.table === table).flatMap(({ rows }) => rows);
  expect(rowsOf("users")).toMatchObject([{ id: userId, email: "asks@example.org" }]);
  expect(rowsOf("attempts")).toMatchObject([{ response: { text: "of the one who asks" } }]);
  expect(
    rowsOf("streakDays")
      .slice(0, 450)
      .map(({ day }) => day),
  ).toEqual(days);
  for (const table of [
    "sessions",
    "personalAccessTokens",
    "sittings",
    "recommendationImpressions",
    "auditLog",
  ]) {
    expect([table, rowsOf(table).length > 0]).toEqual([table, true]);
  }
  const text = JSON.stringify(pages);
  expect(text).not.toMatch(/neighbour|argon2|tokenHash|passwordHash/);
  expect(pages.every(({ rows }) => rows.length <= 200)).toBe(true);
  for (const cursor of ["passwordHash/", "streakDays/not a day", "nothing", "items/"]) {
    expect([cursor, await codeOf(client.me.export.query({ cursor }))]).toEqual([cursor, "INPUT_INVALID"]);
  }
});

/** The tables in which some row holds this text anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await app.database.db.execute<{ name: string }>(sql`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`);
  const holding = [];
  for (const { name } of tables) {
    const [found] = await app.database.db.execute<{ found: boolean }>(
      sql`select exists (select from ${sql.identifier(name)} t where t::text like ${`%${text}%`}) as found`,
    );
    if (found?.found === true) holding.push(name);
  }
  return holding.toSorted();
}

test("a person who goes is gone from every table at once, and nobody else is touched", async () => {
  const stays = await learner("stays@example.org", "of who stays");
  const before = await tablesWith(stays.userId);
  const { client, userId, accessToken } = await learner("goes@example.org", "of who goes");
  expect((await tablesWith(userId)).length).toBeGreaterThan(8);
  expect(await codeOf(client.me.delete.mutate({}))).toBe("CREDENTIALS_WRONG");
  expect(await codeOf(client.me.delete.mutate({ password: "not the password" }))).toBe("CREDENTIALS_WRONG");
  // A letter by address alone, which waits for a mail server.
  await app.database.db.insert(schema.outboxEvents).values({
    id: uuidV7(),
    topic: "mail.reset-password",
    learnerId: null,
    payload: { email: "goes@example.org" },
    createdAt: new Date(),
    availableAt: new Date(Date.now() + 3_600_000),
  });
  await client.me.delete.mutate({ password: PASSWORD });
  expect(await codeOf(client.me.delete.mutate({ password: PASSWORD }))).toBe("UNAUTHENTICATED");
  expect(await tablesWith(userId)).toEqual(["audit_log"]);
  expect(await tablesWith("goes@example.org")).toEqual([]);
  expect(await tablesWith("of who goes")).toEqual([]);
  expect(await codeOf(app.as(accessToken).me.get.query())).toBe("UNAUTHENTICATED");
  const signIn = app.anonymous.auth.login.mutate({ email: "goes@example.org", password: PASSWORD });
  expect(await codeOf(signIn)).toBe("CREDENTIALS_WRONG");
  expect(await tablesWith(stays.userId)).toEqual(before);
  await app.register({ email: "goes@example.org" });
});

test("a guest goes without a password, the last admin does not go", async () => {
  const guest = await app.anonymous.auth.guest.mutate({ userType: "tourist", targetLanguage: "kinyarwanda" });
  await app.as(guest.accessToken).me.delete.mutate({});
  expect(await tablesWith(guest.user.id)).toEqual(["audit_log"]);
  const admin = await app.register();
  await app.database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, admin.userId));
  expect(await codeOf(admin.client.me.delete.mutate({ password: PASSWORD }))).toBe("FORBIDDEN");
});
