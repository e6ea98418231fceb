import {
  createHmac,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  randomUUID,
  timingSafeEqual,
  type webcrypto,
} from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Env } from "../env.ts";
import { ed25519Key } from "./ed25519.ts";
import { lruOf } from "./lru.ts";

const ISSUER = "fluentfusion";
const AUDIENCE = "fluentfusion-api";

const Claims = z.object({ sub: z.uuid(), sid: z.uuid(), gen: z.number().int().min(0), exp: z.number() });

export interface AccessGrant {
  readonly userId: string;
  readonly sessionId: string;
  /** Of the refresh token that was handed out with it. */
  readonly generation: number;
}

/**
 * What a token says is the same until it expires, so its signature is checked once. Whether it is still worth anything is
 * another question, which the database is asked (features/auth/actor-store.ts).
 */
interface Verified {
  readonly grant: AccessGrant & { readonly expiresAt: number };
  readonly verifiedAt: number;
}

const TOKENS_KEPT = 50_000;

export interface RefreshGrant {
  readonly sessionId: string;
  readonly generation: number;
}

export interface Tokens {
  signAccess(grant: AccessGrant, now: Date): Promise<{ token: string; expiresAt: Date }>;
  /** `null` for whatever is forged, foreign or expired; `expiresAt` in epoch milliseconds. */
  readAccess(token: string, now: Date): Promise<(AccessGrant & { readonly expiresAt: number }) | null>;
  signRefresh(grant: RefreshGrant): string;
  readRefresh(token: string): RefreshGrant | null;
  /** For a link in a mail: over what it says and over what must still hold when it is used. */
  linkMac(said: string, binding: string): string;
  isLinkMac(said: string, binding: string, mac: string): boolean;
}

interface Keys {
  /** As access tokens name the key that signed them. */
  readonly id: string;
  /** The same one twice where the algorithm is an HMAC. */
  readonly sign: KeyObject | Promise<webcrypto.CryptoKey>;
  readonly verify: KeyObject | Promise<webcrypto.CryptoKey>;
  readonly refresh: Uint8Array;
  readonly link: Uint8Array;
}

/** As jose works with it: of a secret in another form it makes one anew for each token. */
function hmacKey(secret: Uint8Array<ArrayBuffer>, algorithm: Exclude<Env["algorithm"], "EdDSA">) {
  const hmac = { name: "HMAC", hash: `SHA-${algorithm.slice(2)}` };
  return crypto.subtle.importKey("raw", secret, hmac, false, ["sign", "verify"]);
}

/** One purpose, one key: what leaks from one cannot be used for the other (RFC 5869). */
function deriveKeys(secret: string, algorithm: Env["algorithm"]): Keys {
  const derive = (purpose: string, bytes: number) =>
    new Uint8Array(hkdfSync("sha256", secret, "fluentfusion", purpose, bytes));
  const access =
    algorithm === "EdDSA"
      ? ed25519Key(secret, "access-token-signature")
      : hmacKey(derive("access-token", 32), algorithm);
  return {
    id: Buffer.from(derive("key-id", 6)).toString("base64url"),
    sign: access,
    verify: access instanceof Promise ? access : createPublicKey(access),
    refresh: derive("refresh-token", 32),
    link: derive("mail-link", 32),
  };
}

function macOf(key: Uint8Array, text: string): string {
  return createHmac("sha256", key).update(text).digest("base64url");
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * Access tokens are short-lived JWTs; a refresh token is `<session>.<generation>.<MAC>`, so the server can hand out the
 * same successor twice (a second tab, a lost answer) without keeping anything that could sign in.
 *
 * Everything is signed with the key of `SECRET_KEY`; what that of `SECRET_KEY_PREVIOUS` has signed is still read.
 */
export function createTokens(
  env: Pick<Env, "secretKey" | "previousSecretKey" | "algorithm" | "accessTokenMinutes">,
): Tokens {
  const secrets = env.previousSecretKey === null ? [] : [env.previousSecretKey];
  const current = deriveKeys(env.secretKey, env.algorithm);
  const keys = [current, ...secrets.map((secret) => deriveKeys(secret, env.algorithm))];
  const maxAge = env.accessTokenMinutes * 60;
  const verified = lruOf<Verified>(TOKENS_KEPT);

  return {
    async signAccess({ userId, sessionId, generation }, now) {
      const issuedAt = Math.floor(now.getTime() / 1000);
      const token = await new SignJWT({ sid: sessionId, gen: generation })
        .setProtectedHeader({ alg: env.algorithm, typ: "at+jwt", kid: current.id })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setJti(randomUUID())
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + maxAge)
        .sign(await current.sign);
      return { token, expiresAt: new Date((issuedAt + maxAge) * 1000) };
    },

    async readAccess(token, now) {
      const before = verified.get(token);
      const at = now.getTime();
      if (before !== undefined && before.verifiedAt <= at && at < before.grant.expiresAt) return before.grant;
      try {
        const keyOf = async ({ kid }: { kid?: string }) => {
          const named = keys.find(({ id }) => id === kid);
          if (named === undefined) throw new Error("unknown key");
          return named.verify;
        };
        const { payload } = await jwtVerify(token, keyOf, {
          algorithms: [env.algorithm],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: "at+jwt",
          requiredClaims: ["sub", "sid", "jti", "iat", "exp"],
          maxTokenAge: maxAge,
          clockTolerance: 30,
          currentDate: now,
        });
        const { sub: userId, sid: sessionId, gen: generation, exp } = Claims.parse(payload);
        const grant = { userId, sessionId, generation, expiresAt: exp * 1000 };
        verified.set(token, { grant, verifiedAt: at });
        return grant;
      } catch {
        return null;
      }
    },

    signRefresh: ({ sessionId, generation }) =>
      `${sessionId}.${generation}.${macOf(current.refresh, `${sessionId}.${generation}`)}`,

    readRefresh(token) {
      const [, sessionId, digits, mac] = /^([0-9a-f-]{36})\.(\d{1,9})\.([\w-]{43})$/.exec(token) ?? [];
      if (sessionId === undefined || digits === undefined || mac === undefined) return null;
      const isOurs = keys.some(({ refresh }) => isSame(mac, macOf(refresh, `${sessionId}.${digits}`)));
      return isOurs ? { sessionId, generation: Number(digits) } : null;
    },

    linkMac: (said, binding) => macOf(current.link, `${said}\n${binding}`),
    isLinkMac: (said, binding, mac) =>
      keys.some(({ link }) => isSame(mac, macOf(link, `${said}\n${binding}`))),
  };
}
