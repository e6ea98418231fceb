import { schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
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

let people = 0;
function person() {
  people += 1;
  return {
    username: `Uwase ${people}`,
    email: `Uwase.${people}@Example.org`,
    password: "a hotel on the lake",
    userType: "tourism_worker" as const,
    targetLanguage: "english" as const,
  };
}

const later = (ms: number) => new Date(Date.now() + ms);

test("an account signs in with its e-mail in any case, and never shows its hash", async () => {
  const input = person();
  const { user } = await app.anonymous.auth.register.mutate(input);
  expect(user).toMatchObject({
    email: input.email.toLowerCase(),
    nativeLanguage: "kinyarwanda",
    role: "learner",
  });
  const signedIn = await app.anonymous.auth.login.mutate({
    email: input.email.toUpperCase(),
    password: input.password,
  });
  expect(JSON.stringify(signedIn)).not.toContain("argon2");
  expect((await app.as(signedIn.accessToken).me.get.query()).id).toBe(user.id);
});

test("a taken e-mail or name is told apart, and two registrations at once make one account", async () => {
  const input = person();
  const both = [app.anonymous.auth.register.mutate(input), app.anonymous.auth.register.mutate(input)];
  const codes = await Promise.all(both.map(codeOf));
  expect(codes.filter((code) => code === null)).toHaveLength(1);
  expect(await codeOf(app.anonymous.auth.register.mutate({ ...person(), email: input.email }))).toBe(
    "EMAIL_TAKEN",
  );
  const sameName = { ...person(), username: input.username.toUpperCase() };
  expect(await codeOf(app.anonymous.auth.register.mutate(sameName))).toBe("USERNAME_TAKEN");
});

test("an unknown e-mail and a wrong password get the same answer", async () => {
  const input = person();
  await app.anonymous.auth.register.mutate(input);
  const attempt = (email: string) =>
    codeOf(app.anonymous.auth.login.mutate({ email, password: "wrong, but long" }));
  expect(await attempt(input.email)).toBe("CREDENTIALS_WRONG");
  expect(await attempt("nobody@example.org")).toBe("CREDENTIALS_WRONG");
});

test("a refresh token gives the next one; two tabs at once both go on", async () => {
  const { refreshToken } = await app.anonymous.auth.register.mutate(person());
  if (refreshToken === null) throw new Error("no refresh token");
  const tabs = await Promise.all(
    Array.from({ length: 20 }, () => app.anonymous.auth.refresh.mutate({ refreshToken })),
  );
  const successors = new Set(tabs.map((tab) => tab.refreshToken));
  expect(successors.size).toBe(1);
  const [successor] = successors;
  const next = await app.anonymous.auth.refresh.mutate({ refreshToken: successor ?? "" });
  expect((await app.as(next.accessToken).me.get.query()).username).toContain("Uwase");
});

test("an old refresh token that comes back later ends the session, the thief's and the owner's", async () => {
  const { refreshToken, accessToken } = await app.anonymous.auth.register.mutate(person());
  const old = { refreshToken: refreshToken ?? "" };
  const fresh = await app.anonymous.auth.refresh.mutate(old);
  // The owner has got the new tokens, as their use shows.
  await app.as(fresh.accessToken).me.get.query();
  app.setClock(later(61_000));
  expect(await codeOf(app.anonymous.auth.refresh.mutate(old))).toBe("REFRESH_INVALID");
  const owners = { refreshToken: fresh.refreshToken ?? "" };
  expect(await codeOf(app.anonymous.auth.refresh.mutate(owners))).toBe("REFRESH_INVALID");
  expect(await codeOf(app.as(accessToken).me.get.query())).toBe("UNAUTHENTICATED");
  expect(await codeOf(app.as(fresh.accessToken).me.get.query())).toBe("UNAUTHENTICATED");
});

test("a phone that never got the answer goes on from its old token, days later", async () => {
  const { refreshToken } = await app.anonymous.auth.register.mutate(person());
  const old = { refreshToken: refreshToken ?? "" };
  const lost = await app.anonymous.auth.refresh.mutate(old);
  app.setClock(later(5 * 86_400_000));
  const again = await app.anonymous.auth.refresh.mutate(old);
  expect(again.refreshToken).toBe(lost.refreshToken);
  expect((await app.as(again.accessToken).me.get.query()).username).toContain("Uwase");
  expect(await codeOf(app.anonymous.auth.refresh.mutate(old))).toBe("REFRESH_INVALID");
});

test("signing out holds at once, for the access token too", async () => {
  const { accessToken, refreshToken } = await app.anonymous.auth.register.mutate(person());
  const client = app.as(accessToken);
  await client.auth.logout.mutate({ refreshToken: refreshToken ?? "" });
  expect(await codeOf(client.me.get.query())).toBe("UNAUTHENTICATED");
  expect(await codeOf(app.anonymous.auth.refresh.mutate({ refreshToken: refreshToken ?? "" }))).toBe(
    "REFRESH_INVALID",
  );
});

test("a session ends when it was not used for a month, and after ninety days in any case", async () => {
  const { refreshToken } = await app.anonymous.auth.register.mutate(person());
  app.setClock(later(31 * 86_400_000));
  expect(await codeOf(app.anonymous.auth.refresh.mutate({ refreshToken: refreshToken ?? "" }))).toBe(
    "REFRESH_INVALID",
  );
});

test("a disabled account is out at once", async () => {
  const { accessToken, user } = await app.anonymous.auth.register.mutate(person());
  await app.database.db
    .update(schema.users)
    .set({ disabledAt: new Date() })
    .where(eq(schema.users.id, user.id));
  expect(await codeOf(app.as(accessToken).me.get.query())).toBe("UNAUTHENTICATED");
});

test("an expired or altered access token is nobody", async () => {
  const { accessToken } = await app.anonymous.auth.register.mutate(person());
  const [header, payload, signature] = accessToken.split(".");
  const altered = `${header}.${payload}x.${signature}`;
  const unsigned = `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url")}.${payload}.`;
  for (const token of [altered, unsigned, "x".repeat(40)]) {
    expect(await codeOf(app.as(token).me.get.query())).toBe("UNAUTHENTICATED");
  }
  app.setClock(later(31 * 60_000));
  expect(await codeOf(app.as(accessToken).me.get.query())).toBe("UNAUTHENTICATED");
});

const cookieLogin = async (origin: string | null) => {
  const { email, password, ...rest } = person();
  await app.anonymous.auth.register.mutate({ email, password, ...rest });
  const headers: Record<string, string> = { "content-type": "application/json" };
  if (origin !== null) headers["origin"] = origin;
  const body = JSON.stringify({ email, password, refreshTransport: "cookie" });
  const response = await fetch(`${app.url}/trpc/auth.login`, { method: "POST", headers, body });
  return { response, cookie: response.headers.get("set-cookie") ?? "", headers };
};

test("a browser's refresh token is in a cookie that no script can read, and works from our origin alone", async () => {
  const { response, cookie, headers } = await cookieLogin("http://localhost:5173");
  expect(cookie).toMatch(/^ff_refresh=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict/);
  const body = (await response.json()) as { result: { data: { refreshToken: string | null } } };
  expect(body.result.data.refreshToken).toBeNull();
  const refresh = (origin: string | null, site = "same-site") =>
    fetch(`${app.url}/trpc/auth.refresh`, {
      method: "POST",
      headers: {
        "content-type": headers["content-type"] ?? "",
        cookie: cookie.split(";", 1)[0] ?? "",
        "sec-fetch-site": site,
        ...(origin === null ? {} : { origin }),
      },
      body: "{}",
    });
  expect((await refresh("https://evil.example")).status).toBe(403);
  expect((await refresh(null)).status).toBe(403);
  expect((await refresh("http://localhost:5173", "cross-site")).status).toBe(403);
  expect((await refresh("http://localhost:5173")).status).toBe(200);
});

test("a profile changes what is given and refuses two equal languages", async () => {
  const { accessToken } = await app.anonymous.auth.register.mutate(person());
  const client = app.as(accessToken);
  const changed = await client.me.update.mutate({ timeZone: "Europe/Paris", targetLanguage: "french" });
  expect(changed).toMatchObject({
    timeZone: "Europe/Paris",
    targetLanguage: "french",
    nativeLanguage: "kinyarwanda",
  });
  expect(await codeOf(client.me.update.mutate({ nativeLanguage: "french" }))).toBe("INPUT_INVALID");
  expect(await codeOf(client.me.update.mutate({ timeZone: "Mars/Olympus" }))).toBe("INPUT_INVALID");
});
