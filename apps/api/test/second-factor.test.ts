import { schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { hashRecoveryCode } from "../src/features/auth/totp.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

const PASSWORD = "imigongo and hills";
let app: TestApp;
let strict: TestApp;

beforeAll(async () => {
  [app, strict] = await Promise.all([startTestApp(), startTestApp({ STAFF_SECOND_FACTOR: "required" })]);
});

afterEach(() => {
  app.setClock(null);
});

afterAll(async () => {
  await Promise.all([app.close(), strict.close()]);
});

const START = Date.now();
/** Each test has its own minutes, so that no code is of a step that was used; all later than what is due by the real clock. */
const minute = (count: number) => new Date(START + (count + 5) * 60_000);
const codeAt = (secret: string, at: Date) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });

async function enrolled(on: TestApp, email: string) {
  const person = await on.register({ email });
  on.setClock(minute(0));
  const { secret } = await person.client.auth.enrolTotp.mutate({ password: PASSWORD });
  const code = codeAt(secret, minute(0));
  const { recoveryCodes } = await person.client.auth.confirmTotp.mutate({ code });
  const signIn = (totpCode?: string, password = PASSWORD) =>
    on.anonymous.auth.login.mutate({ email, password, ...(totpCode === undefined ? {} : { totpCode }) });
  return { ...person, secret, recoveryCodes, signIn, firstCode: code };
}

test("with a second factor a password alone does not sign in, and each code does once", async () => {
  const { client, secret, signIn, firstCode } = await enrolled(app, "totp@example.org");
  expect(await client.auth.totp.query()).toEqual({ isOn: true, recoveryCodesLeft: 10, isShown: true });
  expect(await codeOf(signIn(undefined, "a wrong password"))).toBe("CREDENTIALS_WRONG");
  expect(await codeOf(signIn())).toBe("TOTP_REQUIRED");
  expect(await codeOf(signIn(firstCode))).toBe("TOTP_WRONG");
  app.setClock(minute(5));
  const code = codeAt(secret, minute(5));
  const both = await Promise.all([codeOf(signIn(code)), codeOf(signIn(code))]);
  expect(new Set(both)).toEqual(new Set(["TOTP_WRONG", null]));
  app.setClock(minute(10));
  expect(await codeOf(signIn(codeAt(secret, minute(9))))).toBe("TOTP_WRONG");
  expect(await codeOf(signIn(codeAt(secret, new Date(minute(10).getTime() - 30_000))))).toBeNull();
  const form = new URLSearchParams({ username: "totp@example.org", password: PASSWORD });
  const rest = () => fetch(`${app.url}/api/auth/login`, { method: "POST", body: form });
  expect((await rest()).status).toBe(401);
  form.set("totp_code", codeAt(secret, minute(10)));
  expect((await rest()).status).toBe(200);
});

test("guesses of a code are few, whoever makes them", async () => {
  const { client, signIn, secret } = await enrolled(app, "guessed@example.org");
  app.setClock(minute(5));
  const right = codeAt(secret, minute(5));
  const guesses = Array.from({ length: 5 }, (_, i) => String(100_000 + i)).filter((code) => code !== right);
  // By signing in, and with a session that somebody has got hold of, which looks at no password.
  const ways = [signIn, (code: string) => client.auth.renewRecoveryCodes.mutate({ code })];
  for (const [place, guess] of guesses.entries())
    expect(await codeOf(ways[Math.min(place, 1)]?.(guess) ?? Promise.resolve())).toBe("TOTP_WRONG");
  expect(await codeOf(signIn(right))).toBe(guesses.length === 5 ? "RATE_LIMITED" : null);
});

test("a recovery code stands in for a lost phone once, and new ones end the old ones", async () => {
  const { userId, signIn, recoveryCodes, secret, client } = await enrolled(app, "lost.phone@example.org");
  const [first = "", second = "", third = ""] = recoveryCodes;
  expect(await codeOf(signIn(first.toLowerCase().replaceAll("-", " ")))).toBeNull();
  expect(await codeOf(signIn(first))).toBe("TOTP_WRONG");
  expect((await client.auth.totp.query()).recoveryCodesLeft).toBe(9);
  app.setClock(minute(5));
  const renewed = await client.auth.renewRecoveryCodes.mutate({ code: codeAt(secret, minute(5)) });
  expect(await codeOf(signIn(second))).toBe("TOTP_WRONG");
  expect(await codeOf(signIn(renewed.recoveryCodes[0]))).toBeNull();
  const stored = JSON.stringify(await app.database.db.select().from(schema.secondFactors));
  // Codes of before are shorter, and still good.
  await app.database.db
    .update(schema.secondFactors)
    .set({ recoveryHashes: [hashRecoveryCode("ABCD-EFGH-IJKL-MNOP")] })
    .where(eq(schema.secondFactors.userId, userId));
  expect(await codeOf(signIn("abcd efgh ijkl mnop"))).toBeNull();
  for (const kept of [secret, third, third.replaceAll("-", "")]) expect(stored).not.toContain(kept);
});

test("the second factor goes with the password and a code, not with a session alone, and is told by mail", async () => {
  const { client, signIn, recoveryCodes } = await enrolled(app, "off@example.org");
  const off = (password: string, code: string) => codeOf(client.auth.disableTotp.mutate({ password, code }));
  expect(await codeOf(client.auth.enrolTotp.mutate({ password: PASSWORD }))).toBe("FORBIDDEN");
  expect(await off("not the password", recoveryCodes[0] ?? "")).toBe("CREDENTIALS_WRONG");
  expect(await off(PASSWORD, "000000")).toBe("TOTP_WRONG");
  expect(await off(PASSWORD, recoveryCodes[0] ?? "")).toBeNull();
  expect(await codeOf(signIn())).toBeNull();
  expect(await client.auth.totp.query()).toEqual({ isOn: false, recoveryCodesLeft: 0, isShown: false });
  await expect
    .poll(() => app.mails.filter(({ to }) => to === "off@example.org").map(({ subject }) => subject))
    .toEqual([
      expect.stringContaining("Confirm"),
      expect.stringContaining("now asks for a code"),
      expect.stringContaining("no longer asks"),
    ]);
});

test("where staff need it, they have no rights of staff before a code was shown, nor has a token made before", async () => {
  const { database } = strict;
  const admin = await strict.register({ email: "admin@example.org" });
  const early = await admin.client.auth.createToken.mutate({ name: "early", scope: "write", days: 1 });
  await database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, admin.userId));
  const asks = (token: string) => codeOf(strict.as(token).author.disputes.query({}));
  // The database tells of the new role within milliseconds.
  await expect.poll(() => codeOf(admin.client.admin.users.query({}))).toBe("SECOND_FACTOR_REQUIRED");
  expect(await asks(early.token)).toBe("SECOND_FACTOR_REQUIRED");
  const { secret } = await admin.client.auth.enrolTotp.mutate({ password: PASSWORD });
  expect(await codeOf(admin.client.admin.users.query({}))).toBe("SECOND_FACTOR_REQUIRED");
  strict.setClock(minute(0));
  await admin.client.auth.confirmTotp.mutate({ code: codeAt(secret, minute(0)) });
  expect(await codeOf(admin.client.admin.users.query({}))).toBeNull();
  expect(await asks(early.token)).toBe("SECOND_FACTOR_REQUIRED");
  const late = await admin.client.auth.createToken.mutate({ name: "late", scope: "write", days: 1 });
  expect(await asks(late.token)).toBeNull();
  strict.setClock(minute(5));
  const off = { password: PASSWORD, code: codeAt(secret, minute(5)) };
  await admin.client.auth.disableTotp.mutate(off);
  strict.setClock(null);
  expect(await asks(late.token)).toBe("SECOND_FACTOR_REQUIRED");
  expect(await codeOf(admin.client.admin.users.query({}))).toBe("SECOND_FACTOR_REQUIRED");
  const phone = await strict.anonymous.auth.guest.mutate({
    userType: "tourist",
    targetLanguage: "kinyarwanda",
  });
  expect(await codeOf(strict.as(phone.accessToken).admin.users.query({}))).toBe("FORBIDDEN");
});

test("an admin ends another's sessions, and takes a second factor off whose phone and codes are lost", async () => {
  const admin = await app.register();
  await app.database.db.update(schema.users).set({ role: "admin" }).where(eq(schema.users.id, admin.userId));
  const { userId, accessToken, signIn, recoveryCodes } = await enrolled(app, "helped@example.org");
  app.setClock(null);
  await admin.client.admin.endSessions.mutate({ userId });
  expect(await codeOf(app.as(accessToken).me.get.query())).toBe("UNAUTHENTICATED");
  expect(await codeOf(signIn())).toBe("TOTP_REQUIRED");
  const again = app.as((await signIn(recoveryCodes[0])).accessToken);
  const { token } = await again.auth.createToken.mutate({ name: "a job", scope: "write", days: 1 });
  await admin.client.admin.removeSecondFactor.mutate({ userId });
  expect(await codeOf(app.as(token).me.get.query())).toBe("UNAUTHENTICATED");
  expect(await codeOf(signIn())).toBeNull();
  expect(await codeOf(admin.client.admin.removeSecondFactor.mutate({ userId }))).toBe("NOT_FOUND");
  const { entries } = await admin.client.admin.audit.query({ subjectId: userId, limit: 10 });
  const deeds = entries.filter(({ actorId }) => actorId === admin.userId).map(({ action }) => action);
  expect(deeds).toEqual(["second-factor.off", "session.revoke-all"]);
});
