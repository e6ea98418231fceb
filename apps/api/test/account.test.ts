import { schema } from "@fluentfusion/db";
import { hash } from "@node-rs/argon2";
import { and, eq, inArray, isNull, like } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterEach(() => {
  app.setClock(null);
});

afterAll(async () => {
  await app.close();
});

const PASSWORD = "imigongo and hills";
const NEW_PASSWORD = "a boat to Gisenyi";
const later = (ms: number) => new Date(Date.now() + ms);
const signIn = (email: string, password = PASSWORD) => app.anonymous.auth.login.mutate({ email, password });

async function newAccount(email: string) {
  await app.register({ email });
  const { accessToken, user, refreshToken } = await signIn(email);
  return { email, user, accessToken, refreshToken, client: app.as(accessToken) };
}

/** What stands after the `#` of the link in the newest mail of this kind. */
async function linkMailedTo(email: string, subject: string): Promise<string> {
  const mail = await vi.waitFor(() => {
    const found = app.mails.findLast((one) => one.to === email && one.subject.includes(subject));
    if (found === undefined) throw new Error("no mail yet");
    return found;
  });
  const [, token = ""] = /#(\S+)/.exec(mail.text) ?? [];
  return token;
}

async function mailsWaiting(): Promise<number> {
  const { outboxEvents } = schema;
  return app.database.db.$count(
    outboxEvents,
    and(like(outboxEvents.topic, "mail.%"), isNull(outboxEvents.deliveredAt)),
  );
}

test("the devices that are signed in are listed, and one that is signed out is out at once", async () => {
  const { client, email, accessToken } = await newAccount("devices@example.org");
  const phone = await signIn(email);
  const sessions = await client.auth.sessions.query();
  expect(sessions).toHaveLength(3);
  expect(sessions.filter(({ isCurrent }) => isCurrent)).toHaveLength(1);
  const phones = (await app.as(phone.accessToken).auth.sessions.query()).find(({ isCurrent }) => isCurrent);
  const id = phones?.id ?? "";
  const stranger = await app.register();
  expect(await codeOf(stranger.client.auth.revokeSession.mutate({ id }))).toBe("NOT_FOUND");
  await client.auth.revokeSession.mutate({ id });
  expect(await codeOf(app.as(phone.accessToken).me.get.query())).toBe("UNAUTHENTICATED");
  expect(await codeOf(app.anonymous.auth.refresh.mutate({ refreshToken: phone.refreshToken ?? "" }))).toBe(
    "REFRESH_INVALID",
  );
  expect(await codeOf(client.auth.revokeSession.mutate({ id }))).toBe("NOT_FOUND");
  expect(sessions.map(({ network }) => network)).toEqual(sessions.map(() => "127.0.0.0/24"));
  const tablet = await signIn(email);
  await client.auth.logoutOthers.mutate();
  expect(await codeOf(app.as(tablet.accessToken).me.get.query())).toBe("UNAUTHENTICATED");
  await client.auth.logoutEverywhere.mutate();
  expect(await codeOf(app.as(accessToken).me.get.query())).toBe("UNAUTHENTICATED");
});

test("a changed password needs the old one, signs the other devices out and is told by mail", async () => {
  const { client, email, accessToken } = await newAccount("change@example.org");
  const phone = await signIn(email);
  const change = (currentPassword: string, newPassword: string) =>
    codeOf(client.auth.changePassword.mutate({ currentPassword, newPassword }));
  expect(await change("not the password", NEW_PASSWORD)).toBe("CREDENTIALS_WRONG");
  expect(await change(PASSWORD, "password1")).toBe("INPUT_INVALID");
  expect(await change(PASSWORD, NEW_PASSWORD)).toBeNull();
  expect(await codeOf(app.as(phone.accessToken).me.get.query())).toBe("UNAUTHENTICATED");
  expect(await codeOf(app.as(accessToken).me.get.query())).toBeNull();
  expect(await codeOf(signIn(email))).toBe("CREDENTIALS_WRONG");
  expect(await codeOf(signIn(email, NEW_PASSWORD))).toBeNull();
  await linkMailedTo(email, "was changed");
});

test("a forgotten password is replaced through a mailed link that is good once, and for half an hour", async () => {
  const { email, accessToken } = await newAccount("forgot@example.org");
  await app.anonymous.auth.requestPasswordReset.mutate({ email: email.toUpperCase() });
  const token = await linkMailedTo(email, "new password");
  const reset = (link: string) =>
    codeOf(app.anonymous.auth.resetPassword.mutate({ token: link, newPassword: NEW_PASSWORD }));
  app.setClock(later(31 * 60_000));
  expect(await reset(token)).toBe("LINK_INVALID");
  app.setClock(null);
  expect(await reset(`${token.slice(0, -4)}AAAA`)).toBe("LINK_INVALID");
  const both = await Promise.all([reset(token), reset(token)]);
  expect(both.filter((code) => code === null)).toHaveLength(1);
  expect(await codeOf(app.as(accessToken).me.get.query())).toBe("UNAUTHENTICATED");
  expect(await reset(token)).toBe("LINK_INVALID");
  expect((await signIn(email, NEW_PASSWORD)).user.emailVerified).toBe(true);
});

test("a newer link for a new password ends the older ones", async () => {
  const { email } = await newAccount("twice@example.org");
  const ask = async (before: string) => {
    await app.anonymous.auth.requestPasswordReset.mutate({ email });
    return vi.waitFor(async () => {
      const token = await linkMailedTo(email, "new password");
      if (token === before) throw new Error("not yet");
      return token;
    });
  };
  const older = await ask("");
  // Links that are signed within one second differ by their mail alone.
  const newer = await ask(older);
  const newPassword = NEW_PASSWORD;
  const { resetPassword } = app.anonymous.auth;
  expect(await codeOf(resetPassword.mutate({ token: older, newPassword }))).toBe("LINK_INVALID");
  expect(await codeOf(resetPassword.mutate({ token: newer, newPassword }))).toBeNull();
});

test("whoever had the password before it was set anew keeps no way in: no session, no token, no move of the address", async () => {
  // The address is somebody else's, who never confirmed it: nobody has to agree to a move but the new one.
  const email = "came.later@example.org";
  const intruder = await newAccount(email);
  const { token } = await intruder.client.auth.createToken.mutate({
    name: "kept",
    scope: "write",
    days: 365,
  });
  const newEmail = "intruder@example.org";
  await intruder.client.auth.changeEmail.mutate({ newEmail, password: PASSWORD });
  const move = await linkMailedTo(newEmail, "new e-mail");
  await app.anonymous.auth.requestPasswordReset.mutate({ email });
  const reset = await linkMailedTo(email, "new password");
  expect(await codeOf(app.as(token).me.get.query())).toBeNull();
  await app.anonymous.auth.resetPassword.mutate({ token: reset, newPassword: NEW_PASSWORD });
  expect(await codeOf(intruder.client.me.get.query())).toBe("UNAUTHENTICATED");
  expect(await codeOf(app.as(token).me.get.query())).toBe("UNAUTHENTICATED");
  expect(await codeOf(app.anonymous.auth.confirmEmailChange.mutate({ token: move }))).toBe("LINK_INVALID");
  expect((await signIn(email, NEW_PASSWORD)).user.email).toBe(email);
});

test("whoever has taken over an account whose sessions an admin ends keeps no way in either", async () => {
  const admin = await newAccount("helps@example.org");
  await app.database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, admin.user.id));
  const { client, user } = await newAccount("taken.over@example.org");
  const ofProgram = { name: "kept", scope: "write", days: 365 } as const;
  const { token } = await client.auth.createToken.mutate(ofProgram);
  const newEmail = "taker@example.org";
  await client.auth.changeEmail.mutate({ newEmail, password: PASSWORD });
  const move = await linkMailedTo(newEmail, "new e-mail");
  expect(await codeOf(app.as(token).me.get.query())).toBeNull();
  await admin.client.admin.endSessions.mutate({ userId: user.id });
  expect(await codeOf(client.me.get.query())).toBe("UNAUTHENTICATED");
  expect(await codeOf(app.as(token).me.get.query())).toBe("UNAUTHENTICATED");
  expect(await codeOf(app.anonymous.auth.confirmEmailChange.mutate({ token: move }))).toBe("LINK_INVALID");
  const { entries } = await admin.client.admin.audit.query({ subjectId: user.id, limit: 10 });
  const ended = entries.find(({ action }) => action === "session.revoke-all");
  expect(ended).toMatchObject({ actorId: admin.user.id, detail: { tokens: 1 } });
});

/** Runs `call` while a change of the database that was begun before it is not committed yet. */
async function duringChange(change: (tx: postgres.Sql) => Promise<unknown>, call: () => Promise<unknown>) {
  const holder = postgres(app.database.url, { max: 1 });
  const watcher = postgres(app.database.url, { max: 1 });
  try {
    await holder.unsafe("begin");
    await change(holder);
    let isOver = false;
    const called = codeOf(call().finally(() => (isOver = true)));
    await vi.waitFor(async () => {
      const [row] = await watcher`select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`;
      if (row === undefined && !isOver) throw new Error("is still on its way");
    }, 10_000);
    await holder.unsafe("commit");
    return await called;
  } finally {
    await holder.end();
    await watcher.end();
  }
}

test("a sign-in with the password of before opens nothing when a new one is set meanwhile", async () => {
  const { email, user, client } = await newAccount("storm@example.org");
  const code = await duringChange(
    (tx) => tx`update users set password_hash = 'another' where id = ${user.id}`,
    () => signIn(email),
  );
  expect(code).toBe("CREDENTIALS_WRONG");
  expect(await client.auth.sessions.query()).toHaveLength(2);
});

test("a session that is being ended leaves neither a token nor a move to another address behind", async () => {
  const { user, client } = await newAccount("left.behind@example.org");
  const { client: owner } = await newAccount("left.open@example.org");
  const end = (tx: postgres.Sql) => tx`update sessions set revoked_at = now() where user_id = ${user.id}`;
  const calls = [
    () => client.auth.createToken.mutate({ name: "left", scope: "write", days: 365 }),
    () => client.auth.changeEmail.mutate({ newEmail: "left@example.org", password: PASSWORD }),
  ];
  for (const call of calls) {
    expect(await duringChange(end, call)).toBe("UNAUTHENTICATED");
    // As it was, for the next call.
    await app.database.db
      .update(schema.sessions)
      .set({ revokedAt: null })
      .where(eq(schema.sessions.userId, user.id));
    await vi.waitFor(async () => expect(await codeOf(client.me.get.query())).toBeNull());
  }
  expect(await client.auth.tokens.query()).toEqual([]);
  expect(await app.database.db.$count(schema.emailChanges, eq(schema.emailChanges.userId, user.id))).toBe(0);
  expect(await codeOf(owner.auth.createToken.mutate({ name: "mine", scope: "read", days: 1 }))).toBeNull();
});

test("a mail to an address that nobody has confirmed says nothing that its sender chose", async () => {
  const stranger = "of.somebody.else@example.org";
  await app.register({ email: stranger, username: "win at prizes.example" });
  await linkMailedTo(stranger, "Confirm");
  const toStranger = app.mails.filter(({ to }) => to === stranger);
  expect(toStranger.map(({ text }) => text).join()).not.toContain("prizes.example");
  await app.anonymous.auth.verifyEmail.mutate({ token: await linkMailedTo(stranger, "Confirm") });
  await app.anonymous.auth.requestPasswordReset.mutate({ email: stranger });
  await linkMailedTo(stranger, "new password");
  expect(app.mails.at(-1)?.text).toContain("Hello win at prizes.example");
});

test("an address that nobody has confirmed gets five letters an hour, whatever is done to accounts in its name", async () => {
  const email = "letter.box@example.org";
  for (let i = 0; i < 3; i += 1) {
    const { client } = await app.register({ email });
    await linkMailedTo(email, "Confirm");
    await client.auth.changePassword.mutate({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
    await vi.waitFor(async () => expect(await mailsWaiting()).toBe(0));
    if (i < 2) await client.me.delete.mutate({ password: NEW_PASSWORD });
  }
  expect(app.mails.filter(({ to }) => to === email)).toHaveLength(5);
  // What was asked for with the address alone has a limit of its own.
  await app.anonymous.auth.requestPasswordReset.mutate({ email });
  await linkMailedTo(email, "new password");
});

test("an account moves to another address when both have agreed, and not by a link of an older wish", async () => {
  const { email, client } = await newAccount("from@example.org");
  const newEmail = "to@example.org";
  await app.anonymous.auth.verifyEmail.mutate({ token: await linkMailedTo(email, "Confirm") });
  const ask = (to: string, password = PASSWORD) =>
    codeOf(client.auth.changeEmail.mutate({ newEmail: to, password }));
  const agree = (token: string) => app.anonymous.auth.confirmEmailChange.mutate({ token });
  expect(await ask(newEmail, "not the password")).toBe("CREDENTIALS_WRONG");
  expect(await ask(email)).toBe("INPUT_INVALID");
  expect(await ask("mistyped@example.org")).toBeNull();
  const outdated = await linkMailedTo("mistyped@example.org", "new e-mail");
  const forOlder = await linkMailedTo(email, "another e-mail");
  expect(await ask(newEmail)).toBeNull();
  const ofNew = await linkMailedTo(newEmail, "new e-mail");
  const ofOld = await vi.waitFor(async () => {
    const token = await linkMailedTo(email, "another e-mail");
    if (token === forOlder) throw new Error("not yet");
    return token;
  });
  expect([await codeOf(agree(outdated)), await codeOf(agree(forOlder))]).toEqual([
    "LINK_INVALID",
    "LINK_INVALID",
  ]);
  expect(await agree(ofNew)).toEqual({ isChanged: false });
  expect((await client.me.get.query()).email).toBe(email);
  expect(await agree(ofOld)).toEqual({ isChanged: true });
  expect(await codeOf(agree(ofOld))).toBe("LINK_INVALID");
  expect(await codeOf(signIn(email))).toBe("CREDENTIALS_WRONG");
  expect((await signIn(newEmail)).user).toMatchObject({ email: newEmail, emailVerified: true });
});

test("an address that was never confirmed need not agree, and one that is taken is not spoken of", async () => {
  const taken = await newAccount("owner@example.org");
  const { client, email } = await newAccount("mistyped@exmaple.org");
  const before = app.mails.length;
  expect(
    await codeOf(client.auth.changeEmail.mutate({ newEmail: taken.email, password: PASSWORD })),
  ).toBeNull();
  await vi.waitFor(() => {
    if (!app.mails.slice(before).some(({ to }) => to === email)) throw new Error("no mail yet");
  });
  await client.auth.changeEmail.mutate({ newEmail: "right@example.org", password: PASSWORD });
  const token = await linkMailedTo("right@example.org", "new e-mail");
  expect(app.mails.slice(before).map(({ to }) => to)).not.toContain(taken.email);
  expect(await app.anonymous.auth.confirmEmailChange.mutate({ token })).toEqual({ isChanged: true });
  expect((await client.me.get.query()).email).toBe("right@example.org");
});

test("who asks for a new password cannot learn whether there is such an account", async () => {
  const { email } = await newAccount("known@example.org");
  const ask = async (address: string) => {
    const response = await fetch(`${app.url}/trpc/auth.requestPasswordReset`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email: address }),
    });
    return [response.status, await response.text()];
  };
  const before = app.mails.length;
  expect(await ask("unknown@example.org")).toEqual(await ask(email));
  await linkMailedTo(email, "new password");
  expect(app.mails.slice(before).map(({ to }) => to)).not.toContain("unknown@example.org");
  const left = await app.database.db.select().from(schema.outboxEvents);
  expect(JSON.stringify(left)).not.toContain("unknown@example.org");
});

test("an address is confirmed by its mailed link, which is good for nothing else", async () => {
  const { email, client } = await newAccount("confirm@example.org");
  const token = await linkMailedTo(email, "Confirm");
  expect(await codeOf(app.anonymous.auth.resetPassword.mutate({ token, newPassword: NEW_PASSWORD }))).toBe(
    "LINK_INVALID",
  );
  expect((await client.me.get.query()).emailVerified).toBe(false);
  await app.anonymous.auth.verifyEmail.mutate({ token });
  await app.anonymous.auth.verifyEmail.mutate({ token });
  expect((await client.me.get.query()).emailVerified).toBe(true);
});

test("a guest learns without an account, and keeps everything when they make one", async () => {
  const guest = await app.anonymous.auth.guest.mutate({ userType: "tourist", targetLanguage: "kinyarwanda" });
  expect(guest.user).toMatchObject({ isGuest: true, email: "" });
  const client = app.as(guest.accessToken);
  const report = await fetch(`${app.url}/api/lessons`, {
    headers: { authorization: `Bearer ${guest.accessToken}` },
  });
  const [lesson] = (await report.json()) as { lesson_id: string }[];
  await fetch(`${app.url}/api/progress`, {
    method: "POST",
    headers: { authorization: `Bearer ${guest.accessToken}`, "content-type": "application/json" },
    body: JSON.stringify({
      lesson_id: lesson?.lesson_id,
      score: 90,
      time_spent: 60,
      exercises_completed: 4,
      total_exercises: 4,
    }),
  });
  const before = await client.progress.summary.query();
  const email = "was.guest@example.org";
  const taken = await newAccount("taken@example.org");
  expect(await codeOf(client.auth.claim.mutate({ email: taken.email, password: PASSWORD }))).toBe(
    "EMAIL_TAKEN",
  );
  const account = await client.auth.claim.mutate({ username: "Was Guest", email, password: PASSWORD });
  expect(account).toMatchObject({ id: guest.user.id, isGuest: false, username: "Was Guest" });
  const again = app.as((await signIn(email)).accessToken);
  expect(await again.progress.summary.query()).toEqual(before);
  expect(await codeOf(again.auth.claim.mutate({ email: "second@example.org", password: PASSWORD }))).toBe(
    "FORBIDDEN",
  );
});

test("a program's token does what its scope says, is shown once, and ends when it is told to", async () => {
  const { client } = await newAccount("programs@example.org");
  const reader = await client.auth.createToken.mutate({ name: "reader", scope: "read", days: 30 });
  const writer = await client.auth.createToken.mutate({ name: "writer", scope: "write", days: 1 });
  const [asReader, asWriter] = [app.as(reader.token), app.as(writer.token)];
  expect((await asReader.me.get.query()).email).toBe("programs@example.org");
  expect(await codeOf(asReader.me.update.mutate({ timeZone: "Europe/Paris" }))).toBe("FORBIDDEN");
  const patch = await fetch(`${app.url}/api/users/me`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${reader.token}`, "content-type": "application/json" },
    body: "{}",
  });
  expect(patch.status).toBe(403);
  expect(await codeOf(asWriter.me.update.mutate({ timeZone: "Europe/Paris" }))).toBeNull();
  const ofThePerson = await Promise.all([
    codeOf(asWriter.auth.createToken.mutate({ name: "more", scope: "write", days: 1 })),
    codeOf(asWriter.auth.changePassword.mutate({ currentPassword: PASSWORD, newPassword: NEW_PASSWORD })),
    codeOf(asWriter.auth.sessions.query()),
  ]);
  expect(ofThePerson).toEqual(["FORBIDDEN", "FORBIDDEN", "FORBIDDEN"]);
  const listed = await client.auth.tokens.query();
  expect(listed.map(({ name }) => name)).toEqual(["writer", "reader"]);
  expect(JSON.stringify(listed)).not.toContain(reader.token);
  expect(JSON.stringify(await app.database.db.select().from(schema.personalAccessTokens))).not.toContain(
    reader.token,
  );
  const stranger = await app.register();
  expect(await codeOf(stranger.client.auth.revokeToken.mutate({ id: reader.id }))).toBe("NOT_FOUND");
  await client.auth.revokeToken.mutate({ id: reader.id });
  expect(await codeOf(asReader.me.get.query())).toBe("UNAUTHENTICATED");
  app.setClock(later(2 * 86_400_000));
  expect(await codeOf(asWriter.me.get.query())).toBe("UNAUTHENTICATED");
});

test("a password that was hashed with less is hashed anew when it is next typed", async () => {
  const { email, user } = await newAccount("old.hash@example.org");
  const ofUser = eq(schema.users.id, user.id);
  const weak = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1, parallelism: 1 });
  await app.database.db.update(schema.users).set({ passwordHash: weak }).where(ofUser);
  const stored = async () =>
    (await app.database.db.select().from(schema.users).where(ofUser))[0]?.passwordHash;
  expect(await codeOf(signIn(email, "wrong, but long"))).toBe("CREDENTIALS_WRONG");
  expect(await stored()).toBe(weak);
  await signIn(email);
  expect(await stored()).toContain("m=19456,t=2,p=1");
  expect(await codeOf(signIn(email))).toBeNull();
});

test("a common password makes no account", async () => {
  expect(await codeOf(app.register({ password: "Password123" }))).toBe("INPUT_INVALID");
  expect(await codeOf(app.register({ username: "Ineza Keza", password: "ineza keza 1" }))).toBe(
    "INPUT_INVALID",
  );
});

test("what concerns an account is written down, without secrets", async () => {
  const { user } = await newAccount("audited@example.org");
  const rows = await app.database.db
    .select()
    .from(schema.auditLog)
    .where(eq(schema.auditLog.actorId, user.id))
    .orderBy(schema.auditLog.seq);
  expect(rows.map(({ action }) => action)).toEqual(["account.register", "session.start"]);
  expect(JSON.stringify(rows)).not.toMatch(/argon2|audited@example/);
});

test("signing out and confirming an address are written down once, with the session that ended", async () => {
  const { client, email, user, refreshToken } = await newAccount("leaving@example.org");
  const token = await linkMailedTo(email, "Confirm");
  for (const _ of ["first", "again"]) await app.anonymous.auth.verifyEmail.mutate({ token });
  const current = (await client.auth.sessions.query()).find(({ isCurrent }) => isCurrent);
  const byCookie = await signIn(email);
  await client.auth.logout.mutate({});
  for (const one of [refreshToken, byCookie.refreshToken]) {
    await app.anonymous.auth.logout.mutate({ refreshToken: one ?? "" });
  }
  const rows = await app.database.db
    .select({
      action: schema.auditLog.action,
      actorId: schema.auditLog.actorId,
      subjectId: schema.auditLog.subjectId,
    })
    .from(schema.auditLog)
    .where(inArray(schema.auditLog.action, ["email.confirm", "session.end", "session.start"]))
    .orderBy(schema.auditLog.seq);
  const own = rows.filter(({ actorId }) => actorId === user.id);
  const [, started] = own.filter(({ action }) => action === "session.start");
  expect(own.filter(({ action }) => action !== "session.start")).toEqual([
    { action: "email.confirm", actorId: user.id, subjectId: user.id },
    { action: "session.end", actorId: user.id, subjectId: current?.id },
    { action: "session.end", actorId: user.id, subjectId: started?.subjectId },
  ]);
});

test("a password is counted in code points and composed, and its last character counts", async () => {
  const sign = (email: string, password: string) =>
    codeOf(app.anonymous.auth.login.mutate({ email, password }));
  // Seven code points, which are fourteen of UTF-16.
  expect(await codeOf(app.register({ password: "🦍🦒🐘🦓🐊🐆🦛" }))).toBe("INPUT_INVALID");
  const long = `${"umusozi 🦍 ".repeat(11)}muraho é`;
  const email = "long.password@example.org";
  await app.register({ email, password: long });
  expect(await sign(email, long.normalize("NFD"))).toBeNull();
  expect(await sign(email, `${long.slice(0, -1)}e`)).toBe("CREDENTIALS_WRONG");
  expect(await sign(email, long.slice(0, -1))).toBe("CREDENTIALS_WRONG");
});
