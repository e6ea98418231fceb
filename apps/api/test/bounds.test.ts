import { schema } from "@fluentfusion/db";
import { LIMITS } from "@fluentfusion/core";
import { eq, type SQL, sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { type Client, codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

/** What an account may have so many of, and no more, however many it asks for at the same moment. */
let app: TestApp;
let client: Client;
let userId: string;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  ({ client, userId } = await app.register());
  await app.database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, userId));
});

afterAll(async () => {
  await app.close();
});

const AT_ONCE = 8;

/** Fills up to one below the bound by `row`, a select of one for each of `n`, then asks for eight at once. */
async function overflow(max: number, table: SQL, row: SQL, ask: () => Promise<unknown>) {
  await app.database.db.execute(sql`insert into ${table} ${row} from generate_series(1, ${max - 1}) n`);
  return Promise.all(Array.from({ length: AT_ONCE }, () => codeOf(ask())));
}

const inOrder = (codes: readonly (string | null)[]) =>
  codes.map((code) => code ?? "made").toSorted((a, b) => (a < b ? -1 : 1));

/** One is made, and seven are refused by this code. */
const onlyOne = (code: string) => [...Array.from({ length: AT_ONCE - 1 }, () => code), "made"];

test("tokens of programs", async () => {
  const codes = await overflow(
    50,
    sql`personal_access_tokens (id, user_id, name, token_hash, scope, expires_at)`,
    sql`select gen_random_uuid(), ${userId}::uuid, 'kept', n::text, 'read', now() + interval '1 day'`,
    () => client.auth.createToken.mutate({ name: "one more", scope: "read", days: 1 }),
  );
  expect(inOrder(codes)).toEqual(onlyOne("FORBIDDEN"));
});

test("drafts of lessons, of which the last one may be sent again", async () => {
  const draft = { name: "greetings-beginner-1", text: "title: x", version: 0 };
  const ids: string[] = [];
  const codes = await overflow(
    LIMITS.draftsMax,
    sql`lesson_drafts (id, user_id, name, text, version, created_at, updated_at)`,
    sql`select gen_random_uuid(), ${userId}::uuid, 'kept', '', 1, now(), now()`,
    () => {
      const id = uuidV7();
      ids.push(id);
      return client.author.saveDraft.mutate({ ...draft, id });
    },
  );
  expect(inOrder(codes)).toEqual(onlyOne("LIMIT_REACHED"));
  const repeats = await Promise.all(
    ids.map((id) => codeOf(client.author.saveDraft.mutate({ ...draft, id }))),
  );
  expect(inOrder(repeats)).toEqual(onlyOne("LIMIT_REACHED"));
});

test("people of a team, each by a link of their own", async () => {
  const boss = await app.register();
  await app.database.db.update(schema.users).set({ role: "manager" }).where(eq(schema.users.id, boss.userId));
  const { id: teamId } = await boss.client.teams.create.mutate({ id: uuidV7(), name: "all but full" });
  // The manager, these, and room for one.
  await app.database.db.execute(sql`with made as (
      insert into users (id, username, user_type, target_language, native_language)
      select gen_random_uuid(), 'waiter ' || n, 'tourist', 'kinyarwanda', 'english'
      from generate_series(1, ${LIMITS.teamMembersMax - 2}) n
      returning id)
    insert into team_members (team_id, user_id, role, post, consent_version, joined_at)
      select ${teamId}::uuid, id, 'member', 'Kitchen', 1, now() from made`);
  const joins = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const { token } = await boss.client.teams.invite.mutate({ teamId, post: "Kitchen", uses: 1 });
      const start = { userType: "tourist", targetLanguage: "kinyarwanda" } as const;
      const { accessToken } = await app.anonymous.auth.guest.mutate(start);
      return () => app.as(accessToken).teams.join.mutate({ token, consentVersion: 1 });
    }),
  );
  const codes = await Promise.all(joins.map((join) => codeOf(join())));
  expect(inOrder(codes)).toEqual(onlyOne("LIMIT_REACHED"));
});

test("teams that a manager makes", async () => {
  const { db } = app.database;
  await db.execute(sql`with made as (
      insert into teams (id, name, created_at) select gen_random_uuid(), 'kept', now() from generate_series(1, ${LIMITS.teamsMax - 1})
      returning id)
    insert into team_members (team_id, user_id, role, post, consent_version, joined_at)
      select id, ${userId}::uuid, 'manager', 'Office', 1, now() from made`);
  const codes = await Promise.all(
    Array.from({ length: AT_ONCE }, () =>
      codeOf(client.teams.create.mutate({ id: uuidV7(), name: "one more" })),
    ),
  );
  expect(inOrder(codes)).toEqual(onlyOne("LIMIT_REACHED"));
});

test("teams that somebody learns in, each by a link of its own; who is in one already stays", async () => {
  const learner = await app.register();
  await app.database.db.execute(sql`with made as (
      insert into teams (id, name, created_at) select gen_random_uuid(), 'kept', now() from generate_series(1, ${LIMITS.teamsMax - 1})
      returning id)
    insert into team_members (team_id, user_id, role, post, consent_version, joined_at)
      select id, ${learner.userId}::uuid, 'member', 'Kitchen', 1, now() from made`);
  const managers = await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      const boss = await app.register();
      const { db } = app.database;
      await db.update(schema.users).set({ role: "manager" }).where(eq(schema.users.id, boss.userId));
      const { id: teamId } = await boss.client.teams.create.mutate({ id: uuidV7(), name: "one more" });
      return boss.client.teams.invite.mutate({ teamId, post: "Kitchen", uses: 2 });
    }),
  );
  const join = ({ token }: { token: string }) =>
    codeOf(learner.client.teams.join.mutate({ token, consentVersion: 1 }));
  const codes = await Promise.all(managers.map(join));
  expect(inOrder(codes)).toEqual(onlyOne("LIMIT_REACHED"));
  expect(await Promise.all(managers.map(join))).toEqual(codes);
  expect(await learner.client.teams.mine.query()).toHaveLength(LIMITS.teamsMax);
});

test("what teams ask of a learner: of more, those that are due last", async () => {
  const learner = await app.register();
  const { db } = app.database;
  await db.execute(sql`with made as (
      insert into teams (id, name, created_at) select gen_random_uuid(), 'busy', now() from generate_series(1, 2)
      returning id), joined as (
      insert into team_members (team_id, user_id, role, post, consent_version, joined_at)
        select id, ${learner.userId}::uuid, 'member', 'Kitchen', 1, now() from made)
    insert into team_assignments (team_id, id, lesson_ids, category, due_on, note, assigned_by, assigned_at)
      select id, gen_random_uuid(), '{}', 'food', date '2027-01-01' + n, '', ${userId}::uuid, now()
      from made, generate_series(1, ${LIMITS.assignmentsMax}) n`);
  const asked = await learner.client.teams.myAssignments.query();
  expect(asked).toHaveLength(LIMITS.assignmentsMax);
  // Two teams ask for the same each day.
  const days = Array.from({ length: LIMITS.assignmentsMax }, (_, place) => 51 + Math.floor(place / 2));
  expect(asked.map(({ dueOn }) => dueOn)).toEqual(
    days.map((day) => new Date(Date.UTC(2027, 0, 1 + day)).toISOString().slice(0, 10)),
  );
});

test("disputes of a learner that nobody has decided on; what was opened may be sent again", async () => {
  const learner = await app.register();
  const { items } = await learner.client.lessons.list.query({ limit: 1 });
  const { exercises } = await learner.client.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const [{ id: exerciseId, revision } = { id: "", revision: 1 }] = exercises;
  const wrong = Array.from({ length: AT_ONCE }, (_, place) => ({
    id: uuidV7(),
    exerciseId,
    revision,
    response: { kind: "type" as const, text: `odd word ${place}` },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
  }));
  for (const answer of wrong) await learner.client.attempts.submit.mutate(answer);
  const disputes = wrong.map(({ id: attemptId }) => ({ id: uuidV7(), attemptId, reason: "" }));
  const left = disputes.values();
  const codes = await overflow(
    LIMITS.disputesMax,
    sql`disputes (learner_id, id, attempt_id, exercise_id, revision, answer, normal, reason, opened_at)`,
    sql`select ${learner.userId}::uuid, gen_random_uuid(), gen_random_uuid(), ${exerciseId}::uuid, 1, n::text, n::text, '', now()`,
    () => learner.client.disputes.open.mutate(left.next().value ?? { id: "", attemptId: "", reason: "" }),
  );
  expect(inOrder(codes)).toEqual(onlyOne("LIMIT_REACHED"));
  const again = await Promise.all(disputes.map((one) => codeOf(learner.client.disputes.open.mutate(one))));
  expect(again).toEqual(codes);
});

test("placement tests under way: one more takes the place of the oldest, and those that are done stay", async () => {
  const learner = await app.register();
  const { db } = app.database;
  await publishPrior(db, new Date());
  const ids = Array.from({ length: 12 }, () => uuidV7());
  for (const [place, id] of ids.entries()) {
    await learner.client.placement.start.mutate({ id });
    if (place === 0) await db.execute(sql`update placements set finished_at = now() where id = ${id}::uuid`);
  }
  const { placements } = schema;
  const left = await db
    .select({ id: placements.id })
    .from(placements)
    .where(eq(placements.learnerId, learner.userId));
  expect(new Set(left.map(({ id }) => id))).toEqual(new Set([ids[0], ...ids.slice(2)]));
});

test("sessions of an account: the one that was seen longest ago gives way, after those that have ended", async () => {
  const email = "many.devices@example.org";
  const first = await app.register({ email });
  const { db } = app.database;
  const fill = (howMany: number, revoked: SQL) =>
    db.execute(sql`insert into sessions (id, user_id, rotated_at, expires_at, revoked_at)
      select gen_random_uuid(), ${first.userId}::uuid, now() + interval '1 hour', now() + interval '1 day', ${revoked}
      from generate_series(1, ${howMany})`);
  const signIn = () => app.anonymous.auth.login.mutate({ email, password: "imigongo and hills" });
  const count = async () =>
    (await db.select().from(schema.sessions).where(eq(schema.sessions.userId, first.userId))).length;
  await fill(99, sql`now()`);
  await signIn();
  expect([await count(), await codeOf(first.client.me.get.query())]).toEqual([100, null]);
  await fill(98, sql`null`);
  await signIn();
  expect([await count(), await codeOf(first.client.me.get.query())]).toEqual([100, "UNAUTHENTICATED"]);
});
