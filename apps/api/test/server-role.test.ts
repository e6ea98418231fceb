import { connect, type Database, isMigrated, isWalled, migrate, schema } from "@fluentfusion/db";
import { eq, sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkChain } from "../src/features/admin/admin.queries.ts";
import { prepareDatabase } from "../src/services.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

const PASSWORD = "imigongo and hills";
let app: TestApp;
let server: Database;

beforeAll(async () => {
  app = await startTestApp({}, { role: "fluentfusion_api" });
  server = connect(app.databaseUrl);
});

afterAll(async () => {
  await server.close();
  await app.close();
});

async function stateOf(query: PromiseLike<unknown>): Promise<string | null> {
  try {
    await query;
    return null;
  } catch (error) {
    return String((error as { cause?: { code?: string } }).cause?.code);
  }
}

const REFUSED = "42501";

test("a server whose role owns nothing serves a learner, an admin, and a wish to be forgotten", async () => {
  const learner = await app.register({ email: "forgotten@example.org" });
  const [lesson] = (await learner.client.lessons.list.query({})).items;
  const start = { id: uuidV7(), mode: "lesson" as const, lessonId: lesson?.id ?? "" };
  const sitting = await learner.client.session.start.mutate(start);
  const typed = sitting.exercises.find(({ prompt }) => prompt.kind === "type");
  await learner.client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: typed?.id ?? "",
    revision: typed?.revision ?? 1,
    sittingId: sitting.id,
    response: { kind: "type", text: "Muraho" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  });
  expect((await learner.client.recommendations.list.query({})).items.length).toBeGreaterThan(0);
  const admin = await app.register();
  await app.database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, admin.userId));
  const raise = { userId: learner.userId, role: "author" } as const;
  expect(await codeOf(admin.client.admin.setRole.mutate(raise))).toBeNull();
  expect(await codeOf(admin.client.admin.rebuild.mutate({ check: true }))).toBeNull();
  expect(await codeOf(learner.client.me.export.query({}))).toBeNull();
  await learner.client.me.delete.mutate({ password: PASSWORD });
  const left = await app.database.db
    .select()
    .from(schema.attempts)
    .where(eq(schema.attempts.learnerId, learner.userId));
  expect(left).toEqual([]);
});

test("it cannot rewrite a log, nor make, empty or drop a table, whatever it is made to say", async () => {
  const { db } = server;
  for (const statement of [
    "update attempts set score = 1",
    "delete from attempts",
    "delete from attempts_default",
    "update record_events set day = null",
    "update audit_log set action = 'nothing'",
    "delete from audit_log",
    "truncate audit_log",
    "drop table audit_log",
    "alter table audit_log disable trigger all",
    "create table x ()",
    "select set_config('session_replication_role', 'replica', true)",
    "create or replace function refuse_change() returns trigger language sql as 'select 1'",
  ]) {
    const said = await stateOf(db.execute(sql.raw(`set fluentfusion.maintenance = 'on'; ${statement}`)));
    expect([statement, said]).toEqual([statement, REFUSED]);
  }
});

test("it starts on a schema that is up to date, and says so of one that is not", async () => {
  await expect(migrate(app.databaseUrl, new Date())).rejects.toThrow();
  expect(await isMigrated(app.databaseUrl)).toBe(true);
  await app.database.db.execute(sql`delete from drizzle.__drizzle_migrations
    where created_at = (select max(created_at) from drizzle.__drizzle_migrations)`);
  expect(await isMigrated(app.databaseUrl)).toBe(false);
});

/** A database whose owner is no superuser, and may pass on the learners' role as is said. */
async function ownedDatabase(grant: string | null) {
  const { db } = app.database;
  const name = `owner_${uuidV7().replaceAll("-", "")}`;
  await db.execute(sql.raw(`create role ${name} login password 'of a test'`));
  await db.execute(sql.raw(`create database ${name} owner ${name}`));
  if (grant !== null) await db.execute(sql.raw(`grant fluentfusion_learner to ${name} ${grant}`));
  const address = new URL(app.databaseUrl);
  Object.assign(address, { username: name, password: "of%20a%20test", pathname: `/${name}` });
  const env = { databaseUrl: address.href, dataDir: "", isProduction: false, trustedStorage: true };
  return {
    name,
    prepare: () => prepareDatabase(env, address.href),
    isWalled: () => isWalled(address.href),
    async drop() {
      await db.execute(sql.raw(`drop database if exists ${name} with (force)`));
      await db.execute(sql.raw(`drop owned by ${name} cascade`));
      await db.execute(sql.raw(`drop role ${name}`));
    },
  };
}

test("an owner who may not raise the walls between learners is told so, and serves when they stand", async () => {
  const owned = await ownedDatabase(null);
  try {
    await expect(owned.prepare()).rejects.toThrow(/the walls between learners/);
    await app.database.db.execute(sql.raw(`grant fluentfusion_learner to ${owned.name}`));
    await owned.prepare();
    expect(await owned.isWalled()).toBe(true);
  } finally {
    await owned.drop();
  }
});

test("an owner who made the learners' role, and is no superuser, may go behind the walls", async () => {
  const { db } = app.database;
  const [server] = await db.execute<{ version: number }>(
    sql`select current_setting('server_version_num')::int as version`,
  );
  // So PostgreSQL 16 and newer leave whoever makes a role.
  const asMaker =
    Number(server?.version) >= 160_000 ? "with admin true, inherit false, set false" : "with admin option";
  const owned = await ownedDatabase(asMaker);
  try {
    await owned.prepare();
    expect(await owned.isWalled()).toBe(true);
  } finally {
    await owned.drop();
  }
});

test("an entry of the audit log that was changed, removed or added is found, even if it was its owner who did it", async () => {
  const admin = await app.register();
  const { db } = app.database;
  await db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, admin.userId));
  await Promise.all(Array.from({ length: 8 }, () => app.register()));
  const check = () => admin.client.admin.checkAudit.query();
  const whole = await check();
  expect(whole).toMatchObject({ firstBroken: null, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(whole.entries).toBeGreaterThan(8);
  for (const limit of [1, 3, whole.entries, 1000]) expect(await checkChain(db, limit)).toEqual(whole);
  const tamper = async (statement: string) => {
    await db
      .transaction(async (tx) => {
        await tx.execute(sql`select set_config('fluentfusion.maintenance', 'on', true)`);
        await tx.execute(sql.raw(statement));
        const [found] = await tx.execute<{ broken: string | null }>(
          sql`select first_broken_audit() as broken`,
        );
        // The server asks page by page; an end of a page is anywhere.
        for (const limit of [1, 3, 4, 1000])
          expect([limit, (await checkChain(tx, limit)).firstBroken]).toEqual([limit, Number(found?.broken)]);
        throw new Error(`found ${found?.broken}`);
      })
      .catch((error: unknown) => {
        expect([statement, String(error)]).toEqual([statement, expect.stringMatching(/found \d+$/)]);
      });
  };
  await tamper("update audit_log set action = 'nothing' where seq = 3");
  await tamper("update audit_log set actor_id = null where seq = 5");
  await tamper("update audit_log set at = at + interval '1 hour' where seq = 6");
  await tamper("delete from audit_log where seq = 4");
  await tamper("delete from audit_log where seq = 1");
  await tamper(
    "alter table audit_log disable trigger audit_log_chain; insert into audit_log (id, actor_kind, action, detail) values (gen_random_uuid(), 'user', 'x', '{}')",
  );
  expect(await check()).toEqual(whole);
});
