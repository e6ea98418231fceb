import {
  createHmac,
  createPublicKey,
  hkdfSync,
  randomUUID,
  sign,
  timingSafeEqual,
  verify,
} from "node:crypto";
import { z } from "zod";
import type { Env } from "../env.ts";
import { ed25519Key } from "./ed25519.ts";

const ISSUER = "fluentfusion";
const AUDIENCE = "fluentfusion-api";

/** A clock may be so far off. */
const TOLERANCE_SECONDS = 30;

const Claims = z.object({
  iss: z.literal(ISSUER),
  aud: z.literal(AUDIENCE),
  sub: z.uuid(),
  sid: z.uuid(),
  gen: z.number().int().min(0),
  jti: z.string(),
  iat: z.number(),
  exp: z.number(),
  // We make no token for later.
  nbf: z.undefined().optional(),
});
type Claims = z.infer<typeof Claims>;

export interface AccessGrant {
  readonly userId: string;
  readonly sessionId: string;
  /** Of the refresh token that was handed out with it. */
  readonly generation: number;
}

export interface RefreshGrant {
  readonly sessionId: string;
  readonly generation: number;
}

export interface Tokens {
  signAccess(grant: AccessGrant, now: Date): { token: string; expiresAt: Date };
  /** `null` for whatever is forged, foreign or expired; `expiresAt` in epoch milliseconds. */
  readAccess(token: string, now: Date): (AccessGrant & { readonly expiresAt: number }) | null;
  signRefresh(grant: RefreshGrant): string;
  readRefresh(token: string): RefreshGrant | null;
  /** For a link in a mail: over what it says and over what must still hold when it is used. */
  linkMac(said: string, binding: string): string;
  isLinkMac(said: string, binding: string, mac: string): boolean;
}

/** Signs texts and knows its own signatures, both base64url. */
interface Signer {
  sign(text: string): string;
  isSigned(text: string, signature: string): boolean;
}

interface Keys {
  /** The first part of every access token that is signed with them: algorithm, type and key in one text of ours. */
  readonly head: string;
  readonly access: Signer;
  readonly refresh: Uint8Array;
  readonly link: Uint8Array;
}

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A signature counts in the one way of writing it down that we use. */
function ed25519Signer(secret: string): Signer {
  const privateKey = ed25519Key(secret, "access-token-signature");
  const publicKey = createPublicKey(privateKey);
  return {
    sign: (text) => sign(null, Buffer.from(text), privateKey).toString("base64url"),
    isSigned(text, signature) {
      const bytes = Buffer.from(signature, "base64url");
      return bytes.toString("base64url") === signature && verify(null, Buffer.from(text), publicKey, bytes);
    },
  };
}

function hmacSigner(hash: string, key: Uint8Array): Signer {
  const macOfText = (text: string) => createHmac(hash, key).update(text).digest("base64url");
  return { sign: macOfText, isSigned: (text, signature) => isSame(signature, macOfText(text)) };
}

/** One purpose, one key: what leaks from one cannot be used for the other (RFC 5869). */
function deriveKeys(secret: string, algorithm: Env["algorithm"]): Keys {
  const derive = (purpose: string, bytes: number) =>
    new Uint8Array(hkdfSync("sha256", secret, "fluentfusion", purpose, bytes));
  const kid = Buffer.from(derive("key-id", 6)).toString("base64url");
  return {
    head: encode({ alg: algorithm, typ: "at+jwt", kid }),
    access:
      algorithm === "EdDSA"
        ? ed25519Signer(secret)
        : hmacSigner(algorithm.replace("HS", "sha"), derive("access-token", 32)),
    refresh: derive("refresh-token", 32),
    link: derive("mail-link", 32),
  };
}

/** What a token of ours says, whenever it was made; `null` for any other text. */
function readSigned(keys: readonly Keys[], token: string): Claims | null {
  const [head, body, signature, ...more] = token.split(".");
  if (head === undefined || body === undefined || signature === undefined || more.length > 0) return null;
  const signer = keys.find((one) => one.head === head)?.access;
  if (signer?.isSigned(`${head}.${body}`, signature) !== true) return null;
  return Claims.safeParse(JSON.parse(Buffer.from(body, "base64url").toString())).data ?? null;
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

  return {
    signAccess({ userId, sessionId, generation }, now) {
      const iat = Math.floor(now.getTime() / 1000);
      const exp = iat + maxAge;
      const claims: Claims = {
        sid: sessionId,
        gen: generation,
        iss: ISSUER,
        aud: AUDIENCE,
        sub: userId,
        jti: randomUUID(),
        iat,
        exp,
      };
      const said = `${current.head}.${encode(claims)}`;
      return { token: `${said}.${current.access.sign(said)}`, expiresAt: new Date(exp * 1000) };
    },

    readAccess(token, now) {
      const claims = readSigned(keys, token);
      if (claims === null) return null;
      const age = now.getTime() / 1000 - claims.iat;
      const isOfItsTime = age > -TOLERANCE_SECONDS && age < maxAge + TOLERANCE_SECONDS;
      if (!isOfItsTime || claims.exp * 1000 <= now.getTime() - TOLERANCE_SECONDS * 1000) return null;
      const { sub: userId, sid: sessionId, gen: generation, exp } = claims;
      return { userId, sessionId, generation, expiresAt: exp * 1000 };
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
