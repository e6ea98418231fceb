import { schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { answersOf } from "./support/daily-load.ts";
import { followStream } from "./support/follow-stream.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

/** What somebody had open, or had given away, when they lose a role or a team. */
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
});

afterAll(async () => {
  await app.close();
});

type Role = (typeof schema.users.$inferSelect)["role"];
type Person = Awaited<ReturnType<TestApp["register"]>>;

async function staff(role: Role): Promise<Person> {
  const person = await app.register();
  await app.database.db.update(schema.users).set({ role }).where(eq(schema.users.id, person.userId));
  return person;
}

const join = (who: Person, token: string) =>
  codeOf(who.client.teams.join.mutate({ token, consentVersion: 1 }));

test.each(["author", "manager", "admin"] as const)(
  "who is no longer %s has none of its rights with the next call, in a session or by a program, and keeps what is a learner's",
  async (role) => {
    const [boss, person] = [await staff("admin"), await staff(role)];
    const { token } = await person.client.auth.createToken.mutate({ name: "a job", scope: "write", days: 1 });
    const program = app.as(token);
    const stream = followStream(app.url, person.accessToken);
    await vi.waitFor(() => expect(stream.events()).toHaveLength(1), 10_000);
    const ofRole = (client: typeof program) =>
      codeOf(
        role === "manager"
          ? client.teams.create.mutate({ id: uuidV7(), name: "a team" })
          : client.author.drafts.query(),
      );
    expect([await ofRole(person.client), await ofRole(program)]).toEqual([null, null]);
    await boss.client.admin.setRole.mutate({ userId: person.userId, role: "learner" });
    expect([await ofRole(person.client), await ofRole(program)]).toEqual(["FORBIDDEN", "FORBIDDEN"]);
    if (role === "admin") expect(await codeOf(person.client.admin.users.query({}))).toBe("FORBIDDEN");
    // The stream is of their own log, and goes on.
    const answer = await answersOf(program);
    await program.attempts.submit.mutate(answer());
    await vi.waitFor(() => expect(stream.events().map(({ seq }) => seq)).toEqual([0, 1]), 10_000);
    await stream.stop();
  },
);

test("a token that a learner has made gets no rights of staff with its owner where staff need a second factor", async () => {
  const strict = await startTestApp({ STAFF_SECOND_FACTOR: "required" });
  const { client, userId } = await strict.register();
  const { token } = await client.auth.createToken.mutate({ name: "a job", scope: "write", days: 1 });
  await strict.database.db.update(schema.users).set({ role: "author" }).where(eq(schema.users.id, userId));
  await expect.poll(() => codeOf(strict.as(token).author.drafts.query())).toBe("SECOND_FACTOR_REQUIRED");
  await strict.close();
});

test("a manager who is taken out of a team sees nothing of it, and the links that they have made are good no more", async () => {
  const [boss, other] = [await staff("manager"), await staff("manager")];
  const { id: teamId } = await boss.client.teams.create.mutate({ id: uuidV7(), name: "a team" });
  const invite = async (by: Person, role: "member" | "manager") =>
    (await by.client.teams.invite.mutate({ teamId, role, post: "reception", uses: 5 })).token;
  expect(await join(other, await invite(boss, "manager"))).toBeNull();
  const [theirs, own] = [await invite(other, "member"), await invite(boss, "member")];
  const member = await app.register();
  expect(await join(member, theirs)).toBeNull();
  await boss.client.teams.removeMember.mutate({ teamId, memberId: other.userId });
  const asked = [
    other.client.teams.members.query({ teamId }),
    other.client.teams.invites.query({ teamId }),
    other.client.teams.report.query({ teamId }),
    other.client.teams.reportCsv.query({ teamId }),
  ];
  expect(await Promise.all(asked.map(codeOf))).toEqual(asked.map(() => "NOT_FOUND"));
  expect(await join(await app.register(), theirs)).toBe("LINK_INVALID");
  expect(await join(await app.register(), own)).toBeNull();
  // Who came by the link stays.
  const members = await boss.client.teams.members.query({ teamId });
  expect(members.map(({ id }) => id)).toContain(member.userId);
});

test("the links of who is no manager any more are good no more, of whichever team, and are not among those of the team", async () => {
  const [admin, boss, other] = [await staff("admin"), await staff("manager"), await staff("manager")];
  const { id: teamId } = await boss.client.teams.create.mutate({ id: uuidV7(), name: "a team" });
  const invite = async (by: Person, role: "member" | "manager") =>
    (await by.client.teams.invite.mutate({ teamId, role, post: "reception", uses: 5 })).token;
  expect(await join(other, await invite(boss, "manager"))).toBeNull();
  const [theirs, own] = [await invite(other, "member"), await invite(boss, "member")];
  await admin.client.admin.setRole.mutate({ userId: other.userId, role: "learner" });
  const stranger = await app.register();
  expect(await codeOf(stranger.client.teams.lookInvite.query({ token: theirs }))).toBe("LINK_INVALID");
  expect(await join(stranger, theirs)).toBe("LINK_INVALID");
  expect(await join(stranger, own)).toBeNull();
  expect(await boss.client.teams.invites.query({ teamId })).toHaveLength(2);
});
