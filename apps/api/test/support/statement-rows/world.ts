import { schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { v7 as uuidV7 } from "uuid";
import { vi } from "vitest";
import { answersOf, PASSWORD } from "../daily-load.ts";
import { HELLO } from "../greetings-course.ts";
import type { TestApp } from "../test-app.ts";

export const DAY_MS = 86_400_000;

/** Of a learner in Kigali, where it is another day than in Greenwich for two hours. */
export const localDay = (daysAgo: number) =>
  new Date(Date.now() - daysAgo * DAY_MS).toLocaleDateString("sv-SE", { timeZone: "Africa/Kigali" });
export const totpOf = (secret: string, at = Date.now()) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at });

/** Signed in on one device, with an answer that was wrong behind them. */
async function person(app: TestApp, change: Partial<typeof schema.users.$inferInsert> = {}) {
  const { client, userId, accessToken } = await app.register();
  const { users } = schema;
  if (Object.keys(change).length > 0)
    await app.database.db.update(users).set(change).where(eq(users.id, userId));
  const answer = await answersOf(client);
  const first = { ...answer(), response: { kind: "type" as const, text: `nobody says ${uuidV7()}` } };
  await client.attempts.submit.mutate(first);
  const { email } = await client.me.get.query();
  return {
    client,
    userId,
    accessToken,
    email: email ?? "",
    answer,
    attemptId: first.id,
    exerciseId: first.exerciseId,
  };
}

/** What the calls of a test have around them, made when the first one needs it. */
export async function openWorld(app: TestApp) {
  const learner = await person(app);
  const author = await person(app, { role: "author" });
  const manager = await person(app, { role: "manager" });
  const admin = await person(app, { role: "admin" });
  const { items } = await learner.client.lessons.list.query({ limit: 100 });
  // All in memory, so that no row depends on whose exercise is drawn.
  for (const { id } of items) await learner.client.lessons.get.query({ lessonId: id });
  const lessonId = items[0]?.id ?? "";
  return {
    app,
    learner,
    author: author.client.author,
    manager: manager.client.teams,
    admin: admin.client.admin,
    lessonId,
    exerciseId: learner.exerciseId,
    person: () => person(app),
    /** What stands after the `#` of the link in the newest mail of this kind. */
    async link(email: string, subject: string): Promise<string> {
      const mail = await vi.waitFor(() => {
        const found = app.mails.findLast((one) => one.to === email && one.subject.includes(subject));
        if (found === undefined) throw new Error("no mail yet");
        return found;
      });
      return /#(\S+)/.exec(mail.text)?.[1] ?? "";
    },
    signIn: (email: string) => app.anonymous.auth.login.mutate({ email, password: PASSWORD }),
    async enrolled() {
      const one = await person(app);
      const { secret } = await one.client.auth.enrolTotp.mutate({ password: PASSWORD });
      // One step back, so that the code of now has not been used.
      const at = Date.now() - 30_000;
      const { recoveryCodes } = await one.client.auth.confirmTotp.mutate({ code: totpOf(secret, at) });
      return { ...one, secret, recoveryCodes };
    },
    async team() {
      const team = await manager.client.teams.create.mutate({ id: uuidV7(), name: "Reception" });
      const invite = await manager.client.teams.invite.mutate({ teamId: team.id, post: "desk" });
      const member = await person(app);
      return { teamId: team.id, invite, member };
    },
    async joined() {
      const team = await this.team();
      await team.member.client.teams.join.mutate({ token: team.invite.token, consentVersion: 1 });
      return team;
    },
    async assigned() {
      const { teamId, member } = await this.joined();
      const input = {
        teamId,
        what: { kind: "lessons" as const, lessonIds: [lessonId] },
        dueOn: localDay(-30),
      };
      const { id } = await manager.client.teams.assign.mutate({ id: uuidV7(), ...input });
      return { teamId, member, assignmentId: id, input };
    },
    async sitting() {
      const { client } = await person(app);
      const { id } = await client.session.start.mutate({ id: uuidV7(), mode: "lesson", lessonId });
      return { client, sittingId: id };
    },
    async placement() {
      const { client } = await person(app);
      const placement = await client.placement.start.mutate({ id: uuidV7() });
      return { client, placement };
    },
    async disputed() {
      const one = await person(app);
      const input = { id: uuidV7(), attemptId: one.attemptId, reason: "They say it here." };
      await one.client.disputes.open.mutate(input);
      const { items: clusters } = await author.client.author.disputes.query({});
      return { exerciseId: one.exerciseId, normal: clusters[0]?.normal ?? "" };
    },
    async draft() {
      const { text } = await author.client.author.export.query({ name: HELLO });
      const titled = text.replace(/english: .*/, `english: "Hello ${uuidV7().slice(-6)}"`);
      const { id, version } = await author.client.author.import.mutate({
        id: uuidV7(),
        name: HELLO,
        text: titled,
      });
      return { draftId: id, version, text: titled };
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/**
 * How many statements a call may send while nothing of its answer is kept, and how the call is prepared; `null` where it
 * leaves work for as many learners as there are.
 */
export type Row = readonly [most: number | null, prepare: (world: World) => Promise<() => Promise<unknown>>];
export type Rows = Readonly<Record<string, Row>>;
