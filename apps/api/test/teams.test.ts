import { toldMean } from "@fluentfusion/core";
import { schema } from "@fluentfusion/db";
import { and, eq } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  await publishPrior(app.database.db, new Date());
});

afterAll(() => app.close());

type Person = Awaited<ReturnType<TestApp["register"]>>;

async function manager(): Promise<Person> {
  const person = await app.register();
  await app.database.db
    .update(schema.users)
    .set({ role: "manager" })
    .where(eq(schema.users.id, person.userId));
  return person;
}

async function team(name = "Hôtel des Mille Collines", by?: Person) {
  const boss = by ?? (await manager());
  const { id } = await boss.client.teams.create.mutate({ id: uuidV7(), name });
  const join = async (post = "reception", person?: Person) => {
    const { token } = await boss.client.teams.invite.mutate({ teamId: id, post, uses: 1 });
    const who = person ?? (await app.register());
    await who.client.teams.join.mutate({ token, consentVersion: 1 });
    return who;
  };
  const report = (filter: { post?: string; targetLanguage?: "kinyarwanda" | "french" } = {}) =>
    boss.client.teams.report.query({ teamId: id, ...filter });
  return { id, boss, join, report };
}

async function answer({ client }: Person, text: string, minute: number): Promise<void> {
  const [lesson] = (await client.lessons.list.query({})).items;
  const { exercises } = await client.lessons.get.query({ lessonId: lesson?.id ?? "" });
  await client.attempts.submit.mutate({
    id: uuidV7(),
    exerciseId: exercises[0]?.id ?? "",
    revision: 1,
    sittingId: null,
    response: { kind: "type", text },
    answeredAt: new Date(Date.UTC(2026, 10, 20, 10, minute)).toISOString(),
    timeZone: "Africa/Kigali",
    elapsedMs: 2000,
  });
}

test("a link says what it offers, joins as often as it says, and not after it is revoked or too old", async () => {
  const { id, boss } = await team();
  const { token, id: inviteId } = await boss.client.teams.invite.mutate({
    teamId: id,
    post: "kitchen",
    uses: 2,
  });
  const [amina, keza, third] = await Promise.all([app.register(), app.register(), app.register()]);
  expect(await amina.client.teams.lookInvite.query({ token })).toMatchObject({
    teamName: "Hôtel des Mille Collines",
    post: "kitchen",
    role: "member",
    consentVersion: 1,
  });
  expect(await codeOf(amina.client.teams.join.mutate({ token, consentVersion: 2 }))).toBe("CONSENT_OUTDATED");
  await amina.client.teams.join.mutate({ token, consentVersion: 1 });
  // Sent again after a lost answer: the same, and no use is lost.
  await amina.client.teams.join.mutate({ token, consentVersion: 1 });
  const last = await Promise.all(
    [keza, third].map(({ client }) => codeOf(client.teams.join.mutate({ token, consentVersion: 1 }))),
  );
  expect(last.filter((code) => code === null)).toHaveLength(1);
  expect(last).toContain("LINK_INVALID");
  const members = await boss.client.teams.members.query({ teamId: id });
  expect(members.map(({ role }) => role)).toEqual(["member", "member", "manager"]);
  expect(await boss.client.teams.invites.query({ teamId: id })).toEqual([]);
  const second = await boss.client.teams.invite.mutate({ teamId: id, post: "kitchen", days: 1 });
  await boss.client.teams.revokeInvite.mutate({ teamId: id, inviteId: second.id });
  expect(await codeOf(third.client.teams.lookInvite.query({ token: second.token }))).toBe("LINK_INVALID");
  const old = await boss.client.teams.invite.mutate({ teamId: id, post: "kitchen", days: 1 });
  app.setClock(new Date(Date.now() + 2 * 86_400_000));
  const late = await app.register();
  expect(await codeOf(late.client.teams.lookInvite.query({ token: old.token }))).toBe("LINK_INVALID");
  app.setClock(null);
  const stored = await app.database.db.select().from(schema.teamInvites);
  expect(JSON.stringify(stored)).not.toContain(token);
  expect(stored.some((row) => row.id === inviteId)).toBe(true);
});

test("a team is its own managers' alone: another manager and an admin find none", async () => {
  const { id, join, boss } = await team();
  const member = await join();
  const stranger = await manager();
  const admin = await app.register();
  await app.database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, admin.userId));
  for (const { client } of [stranger, admin]) {
    const calls = [
      client.teams.members.query({ teamId: id }),
      client.teams.report.query({ teamId: id }),
      client.teams.reportCsv.query({ teamId: id }),
      client.teams.invites.query({ teamId: id }),
      client.teams.assignments.query({ teamId: id }),
      client.teams.invite.mutate({ teamId: id, post: "kitchen" }),
      client.teams.removeMember.mutate({ teamId: id, memberId: member.userId }),
      client.teams.assign.mutate({
        id: uuidV7(),
        teamId: id,
        what: { kind: "situation", category: "food" },
        dueOn: "2026-12-24",
      }),
    ];
    expect(await Promise.all(calls.map(codeOf))).toEqual(calls.map(() => "NOT_FOUND"));
  }
  expect(await codeOf(member.client.teams.members.query({ teamId: id }))).toBe("FORBIDDEN");
  // A link for managers makes no manager of a learner.
  const { token } = await boss.client.teams.invite.mutate({ teamId: id, post: "office", role: "manager" });
  const learner = await app.register();
  expect(await codeOf(learner.client.teams.join.mutate({ token, consentVersion: 1 }))).toBe("FORBIDDEN");
  expect(await codeOf(boss.client.teams.leave.mutate({ teamId: id }))).toBe("FORBIDDEN");
  await stranger.client.teams.join.mutate({ token, consentVersion: 1 });
  expect(await codeOf(stranger.client.teams.members.query({ teamId: id }))).toBeNull();
  await boss.client.teams.leave.mutate({ teamId: id });
  expect(await codeOf(boss.client.teams.members.query({ teamId: id }))).toBe("NOT_FOUND");
});

test("what is assigned is seen by the members with their own progress, and goes with leaving", async () => {
  const { id, boss, join } = await team();
  const amina = await join();
  const [lesson] = (await amina.client.lessons.list.query({})).items;
  const assignment = { id: uuidV7(), teamId: id, dueOn: "2026-12-24", note: "Before the season" };
  const what = { kind: "lessons" as const, lessonIds: [lesson?.id ?? ""] };
  await boss.client.teams.assign.mutate({ ...assignment, what });
  await boss.client.teams.assign.mutate({ ...assignment, what });
  await boss.client.teams.assign.mutate({
    ...assignment,
    id: uuidV7(),
    what: { kind: "situation", category: "greetings" },
  });
  const unknown = { kind: "lessons" as const, lessonIds: [uuidV7()] };
  expect(await codeOf(boss.client.teams.assign.mutate({ ...assignment, id: uuidV7(), what: unknown }))).toBe(
    "LESSON_NOT_FOUND",
  );
  expect(await amina.client.teams.myAssignments.query()).toMatchObject([
    { note: "Before the season", lessonsDone: 0, lessonsTotal: 1, category: null },
    { category: "greetings", lessonsTotal: 2 },
  ]);
  await boss.client.teams.unassign.mutate({ teamId: id, assignmentId: assignment.id });
  expect(await boss.client.teams.assignments.query({ teamId: id })).toHaveLength(1);
  await amina.client.teams.leave.mutate({ teamId: id });
  expect(await amina.client.teams.myAssignments.query()).toEqual([]);
  expect(await amina.client.teams.mine.query()).toEqual([]);
});

test("figures are about five persons at least, whoever is filtered, joins, leaves or deletes their account", async () => {
  const { id, boss, join, report } = await team();
  const crew: Person[] = [];
  for (let index = 0; index < 4; index += 1) crew.push(await join());
  await answer(crew[0] as Person, "Muraho", 0);
  expect(await report()).toMatchObject({ groups: [], languages: [], waiting: 4 });
  crew.push(await join("kitchen"));
  expect((await report()).groups).toMatchObject([{ people: 5, post: null }]);
  // The group of several posts is not in the report of one.
  expect((await report({ post: "reception" })).groups).toEqual([]);
  expect((await report({ targetLanguage: "french" })).groups).toEqual([]);
  const before = await report();
  await answer(crew[1] as Person, "Muraho", 1);
  const sixth = await join();
  await crew[2]?.client.teams.leave.mutate({ teamId: id });
  await crew[3]?.client.me.delete.mutate({ password: "imigongo and hills" });
  // Somebody learned, somebody came, two went: the figures stand as they were told.
  expect((await report()).groups).toEqual(before.groups);
  expect((await report()).waiting).toBe(1);
  await join("reception", crew[2]);
  for (let index = 0; index < 3; index += 1) await join();
  // Of five who wait one was counted before: four new ones are too few.
  expect((await report()).groups).toEqual(before.groups);
  await join();
  const after = await report();
  expect(after.groups.map(({ people, post }) => [people, post])).toContainEqual([6, "reception"]);
  expect(after.groups.every(({ people }) => people >= 5)).toBe(true);
  expect(after.waiting).toBe(0);
  // Told anew only when five of them have answered.
  const reception = async () => (await report({ post: "reception" })).groups[0];
  const members = await app.database.db
    .select({ userId: schema.teamMembers.userId })
    .from(schema.teamMembers)
    .where(and(eq(schema.teamMembers.teamId, id), eq(schema.teamMembers.post, "reception")));
  expect(members.length).toBeGreaterThanOrEqual(6);
  const asOf = (await reception())?.asOf;
  await answer(sixth, "Muraho", 2);
  expect((await reception())?.asOf).toBe(asOf);
  expect(boss.userId).not.toBe(sixth.userId);
});

test("a group is told anew when five of its persons have answered, and the table for a spreadsheet is the same report", async () => {
  const { id, boss, join, report } = await team();
  const crew: Person[] = [];
  for (let index = 0; index < 5; index += 1) crew.push(await join("=HYPERLINK(evil);=1+1"));
  const [before] = (await report()).groups;
  for (const [minute, person] of crew.entries()) await answer(person, "Muraho", minute);
  const [after] = (await report()).groups;
  const share = (group: typeof before) =>
    group?.situations.find(({ category }) => category === "greetings")?.mean ?? 0;
  expect(share(after)).toBeGreaterThan(share(before));
  // The interval says nothing that the mean and the number of people have not said.
  for (const { mean, interval } of after?.situations ?? []) {
    expect(interval).toEqual(toldMean(mean * 5, 5).interval);
  }
  const { text } = await boss.client.teams.reportCsv.query({ teamId: id });
  const [header, row] = text.split("\r\n");
  expect(header).toMatch(/^language,post,people,as_of,greetings_percent/);
  const figures = new Map(
    after?.situations.flatMap(({ category, mean, interval: [low, high] }) => [
      [`${category}_percent`, mean],
      [`${category}_low_percent`, low],
      [`${category}_high_percent`, high],
    ]),
  );
  expect(figures.size).toBe(3);
  const cells = (header?.split(",") ?? []).slice(4).map((name) => {
    const share = figures.get(name);
    return share === undefined ? "" : Math.round(share * 100);
  });
  expect(cells).toHaveLength(18);
  expect(row).toBe(`kinyarwanda,'=HYPERLINK(evil);'=1+1,5,${after?.asOf},${cells.join(",")}`);
});

test("two teams of one manager do not tell by their difference what a person knows", async () => {
  const first = await team();
  const crew: Person[] = [];
  for (let index = 0; index < 5; index += 1) crew.push(await first.join());
  // The same but for one, in whose place the manager has an account of their own.
  const second = await team("Reception", first.boss);
  const own = await app.register();
  for (const person of [...crew.slice(1), own]) await second.join("reception", person);
  const told = await Promise.all([first.report(), second.report()]);
  expect(told.flatMap(({ groups }) => groups.map(({ people }) => people))).toEqual([5]);
  // Another employer, who was told nothing of them.
  const third = await team("Lodge");
  for (const person of crew) await third.join("reception", person);
  expect((await third.report()).groups.map(({ people }) => people)).toEqual([5]);
});
