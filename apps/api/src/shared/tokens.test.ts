import { createHmac, hkdfSync } from "node:crypto";
import { expect, test } from "vitest";
import { createTokens } from "./tokens.ts";

const NOW = new Date("2026-11-23T12:00:00Z");
const GRANT = {
  userId: "01920000-0000-7000-8000-000000000001",
  sessionId: "01920000-0000-7000-8000-000000000002",
  generation: 3,
};
const SECRET = "one secret of some forty characters long";
const NEXT_SECRET = "another secret of some forty characters!";

type Algorithm = "HS256" | "HS512" | "EdDSA";
const tokensOf = (
  secretKey: string,
  previousSecretKey: string | null = null,
  algorithm: Algorithm = "HS256",
) => createTokens({ secretKey, previousSecretKey, algorithm, accessTokenMinutes: 30 });

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const key = Buffer.from(hkdfSync("sha256", SECRET, "fluentfusion", "access-token", 32));

/** A token with whatever in it, signed with the right key. */
function forge(header: Record<string, unknown>, payload: Record<string, unknown>, hash = "sha256"): string {
  const said = `${encode(header)}.${encode(payload)}`;
  return `${said}.${createHmac(hash, key).update(said).digest("base64url")}`;
}

function without(name: string, from: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));
}

test("what an attacker makes of a token is nobody, even with the right key", async () => {
  const tokens = tokensOf(SECRET);
  const { token } = await tokens.signAccess(GRANT, NOW);
  expect(await tokens.readAccess(token, NOW)).toMatchObject(GRANT);
  const [head = "", body = "", signature = ""] = token.split(".");
  const header = JSON.parse(Buffer.from(head, "base64url").toString()) as Record<string, unknown>;
  const payload = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;
  expect(await tokens.readAccess(forge(header, payload), NOW)).toMatchObject(GRANT);
  const second = Math.floor(NOW.getTime() / 1000);
  const headers = [
    { ...header, alg: "none" },
    { ...header, alg: "HS384" },
    { ...header, alg: "RS256" },
    { ...header, alg: "EdDSA" },
    { ...header, typ: "JWT" },
    { ...header, typ: "rt+jwt" },
    without("typ", header),
    without("kid", header),
    { ...header, kid: "k1" },
    { ...header, kid: "../../dev/null" },
    { ...header, kid: "' or 1=1 --" },
    { ...header, crit: ["exp"] },
    { ...header, b64: false, crit: ["b64"] },
  ];
  const payloads = [
    { ...payload, iss: "elsewhere" },
    { ...payload, aud: "another-api" },
    { ...payload, aud: [] },
    { ...payload, sub: "admin" },
    { ...payload, sub: [GRANT.userId] },
    { ...payload, sub: { $ne: null } },
    { ...payload, sid: "x" },
    { ...payload, gen: "3" },
    { ...payload, gen: -1 },
    { ...payload, exp: second - 60 },
    { ...payload, exp: "never" },
    { ...payload, iat: second - 3_600, exp: second + 600 },
    { ...payload, iat: second + 600 },
    { ...payload, nbf: second + 600 },
    ...["iss", "aud", "sub", "sid", "gen", "jti", "iat", "exp"].map((name) => without(name, payload)),
  ];
  const broken = [
    "",
    ".",
    "..",
    `${head}.${body}.`,
    `${head}.${body}`,
    `${head}..${signature}`,
    `${head}.${body}.${signature}.x`,
    `${head}.${body}.${signature.slice(0, -2)}AA`,
    `${encode({ ...header, jku: "http://127.0.0.1/keys" })}.${body}.${signature}`,
    token.toUpperCase(),
  ];
  const attacks = [
    ...headers.map((one) => forge(one, payload)),
    ...payloads.map((one) => forge(header, one)),
    ...broken,
  ];
  expect(attacks.length).toBeGreaterThanOrEqual(40);
  const accepted: string[] = [];
  for (const attack of attacks) if ((await tokens.readAccess(attack, NOW)) !== null) accepted.push(attack);
  expect(accepted).toEqual([]);
});

test("with EdDSA nobody who can check a token can make one, and one of another algorithm is nobody's", async () => {
  const [signed, keyed] = [tokensOf(SECRET, null, "EdDSA"), tokensOf(SECRET)];
  const { token } = await signed.signAccess(GRANT, NOW);
  expect(await signed.readAccess(token, NOW)).toMatchObject(GRANT);
  expect(await keyed.readAccess(token, NOW)).toBeNull();
  expect(await signed.readAccess((await keyed.signAccess(GRANT, NOW)).token, NOW)).toBeNull();
  const [head = "", body = ""] = token.split(".");
  const header = JSON.parse(Buffer.from(head, "base64url").toString()) as Record<string, unknown>;
  const payload = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;
  expect(await signed.readAccess(forge({ ...header, alg: "HS256" }, payload), NOW)).toBeNull();
  expect(await tokensOf(NEXT_SECRET, SECRET, "EdDSA").readAccess(token, NOW)).toMatchObject(GRANT);
  expect((await signed.signAccess(GRANT, NOW)).token).not.toBe(token);
});

test("a clock that is half a minute off is forgiven, a minute is not", async () => {
  const tokens = tokensOf(SECRET);
  const { token, expiresAt } = await tokens.signAccess(GRANT, NOW);
  const after = (ms: number) => tokens.readAccess(token, new Date(expiresAt.getTime() + ms));
  expect(await after(25_000)).toMatchObject(GRANT);
  expect(await after(60_000)).toBeNull();
});

test("a new secret signs nobody out while the old one is kept, and everybody when it is gone", async () => {
  const before = tokensOf(SECRET);
  const [access, refresh] = [(await before.signAccess(GRANT, NOW)).token, before.signRefresh(GRANT)];
  const link = before.linkMac("said", "bound");
  const turning = tokensOf(NEXT_SECRET, SECRET);
  expect(await turning.readAccess(access, NOW)).toMatchObject(GRANT);
  expect(turning.readRefresh(refresh)).toEqual({ sessionId: GRANT.sessionId, generation: 3 });
  expect(turning.isLinkMac("said", "bound", link)).toBe(true);
  expect(await before.readAccess((await turning.signAccess(GRANT, NOW)).token, NOW)).toBeNull();
  const turned = tokensOf(NEXT_SECRET);
  expect(await turned.readAccess(access, NOW)).toBeNull();
  expect(turned.readRefresh(refresh)).toBeNull();
  expect(turned.isLinkMac("said", "bound", link)).toBe(false);
});

test("a token that was read before is read again until it expires, and not before it was made", async () => {
  const tokens = tokensOf(SECRET);
  const { token, expiresAt } = await tokens.signAccess(GRANT, NOW);
  const justBefore = new Date(expiresAt.getTime() - 1);
  for (const at of [NOW, NOW, justBefore]) expect(await tokens.readAccess(token, at)).toMatchObject(GRANT);
  const hour = 3_600_000;
  expect(await tokens.readAccess(token, new Date(expiresAt.getTime() + hour))).toBeNull();
  expect(await tokens.readAccess(token, new Date(NOW.getTime() - hour))).toBeNull();
  expect(await tokens.readAccess(token, NOW)).toMatchObject(GRANT);
  const altered = token.slice(0, -2) + (token.endsWith("AA") ? "BB" : "AA");
  expect(await tokens.readAccess(altered, NOW)).toBeNull();
});
