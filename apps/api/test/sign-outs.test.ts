import { schema } from "@fluentfusion/db";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { PASSWORD, signUp } from "./support/daily-load.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(async () => {
  await app.close();
});

const signIn = (email: string) => app.anonymous.auth.login.mutate({ email, password: PASSWORD });

async function newAccount() {
  const { email } = await signUp(app.url);
  const { accessToken, user, refreshToken } = await signIn(email);
  return { email, user, accessToken, refreshToken, client: app.as(accessToken) };
}

async function logout(cookie: string, body: object, token?: string) {
  const headers = { "content-type": "application/json", origin: "http://localhost:5173" };
  const response = await fetch(`${app.url}/trpc/auth.logout`, {
    method: "POST",
    headers: { ...headers, cookie, ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  return { said: await response.json(), cookies: response.headers.getSetCookie() };
}

test("whoever signs out everywhere, or everywhere else, signs out what a stranger has made of a session: a token too", async () => {
  const { client, user, email } = await newAccount();
  const make = async () => {
    const strange = app.as((await signIn(email)).accessToken);
    return (await strange.auth.createToken.mutate({ name: "kept", scope: "write", days: 365 })).token;
  };
  const left = await make();
  await client.auth.logoutOthers.mutate();
  expect(await codeOf(app.as(left).me.get.query())).toBe("UNAUTHENTICATED");
  expect(await codeOf(client.me.get.query())).toBeNull();
  const another = await make();
  expect(await codeOf(app.as(another).me.get.query())).toBeNull();
  await client.auth.logoutEverywhere.mutate();
  expect(await codeOf(app.as(another).me.get.query())).toBe("UNAUTHENTICATED");
  const { auditLog } = schema;
  const details = await app.database.db
    .select({ detail: auditLog.detail })
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, user.id), eq(auditLog.action, "session.revoke-all")));
  expect(details.map(({ detail }) => detail)).toEqual([{ tokens: 1 }, { tokens: 1 }]);
});

test("a sign-out that names its account ends nobody else's session, and leaves them their cookie", async () => {
  const [first, second] = [await newAccount(), await newAccount()];
  const cookieOf = ({ refreshToken }: typeof first) => `ff_refresh=${refreshToken ?? ""}`;
  const isIn = async ({ client }: typeof first) => (await codeOf(client.me.get.query())) === null;
  // The tab of the first has its own token still, and the cookie is the second's.
  const stale = await logout(cookieOf(second), { userId: first.user.id }, first.accessToken);
  expect(stale).toEqual({ said: { result: { data: { ok: true, isOtherSignedIn: true } } }, cookies: [] });
  expect([await isIn(first), await isIn(second)]).toEqual([false, true]);
  // A token of another account than the named one ends nothing either.
  await logout(cookieOf(first), { userId: first.user.id }, second.accessToken);
  expect(await isIn(second)).toBe(true);
  const own = await logout(cookieOf(second), { userId: second.user.id });
  expect(own.said).toEqual({ result: { data: { ok: true, isOtherSignedIn: false } } });
  expect(own.cookies.join()).toContain("ff_refresh=;");
  expect(await isIn(second)).toBe(false);
});
