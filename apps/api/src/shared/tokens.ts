import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import type { Env } from "../env.ts";

const ISSUER = "fluentfusion";
const AUDIENCE = "fluentfusion-api";
const KEY_ID = "k1";

const Claims = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.number() });

export interface AccessGrant {
  readonly userId: string;
  readonly sessionId: string;
}

export interface RefreshGrant {
  readonly sessionId: string;
  readonly generation: number;
}

export interface Tokens {
  signAccess(grant: AccessGrant, now: Date): Promise<{ token: string; expiresAt: Date }>;
  /** `null` for whatever is forged, foreign or expired. */
  readAccess(token: string, now: Date): Promise<AccessGrant | null>;
  signRefresh(grant: RefreshGrant): string;
  readRefresh(token: string): RefreshGrant | null;
}

/** One purpose, one key: what leaks from one cannot be used for the other (RFC 5869). */
function deriveKey(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "fluentfusion", purpose, 32));
}

/**
 * Access tokens are short-lived JWTs; a refresh token is `<session>.<generation>.<MAC>`, so the server can hand out the
 * same successor twice (a second tab, a lost answer) without keeping anything that could sign in.
 */
export function createTokens(env: Pick<Env, "secretKey" | "algorithm" | "accessTokenMinutes">): Tokens {
  const accessKey = deriveKey(env.secretKey, "access-token");
  const refreshKey = deriveKey(env.secretKey, "refresh-token");
  const maxAge = env.accessTokenMinutes * 60;
  const mac = (sessionId: string, generation: number) =>
    createHmac("sha256", refreshKey).update(`${sessionId}.${generation}`).digest();

  return {
    async signAccess({ userId, sessionId }, now) {
      const issuedAt = Math.floor(now.getTime() / 1000);
      const token = await new SignJWT({ sid: sessionId })
        .setProtectedHeader({ alg: env.algorithm, typ: "at+jwt", kid: KEY_ID })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(userId)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + maxAge)
        .sign(accessKey);
      return { token, expiresAt: new Date((issuedAt + maxAge) * 1000) };
    },

    async readAccess(token, now) {
      try {
        const { payload, protectedHeader } = await jwtVerify(token, accessKey, {
          algorithms: [env.algorithm],
          issuer: ISSUER,
          audience: AUDIENCE,
          typ: "at+jwt",
          requiredClaims: ["sub", "sid", "iat", "exp"],
          maxTokenAge: maxAge,
          clockTolerance: 30,
          currentDate: now,
        });
        const claims = Claims.safeParse(payload);
        if (!claims.success || protectedHeader.kid !== KEY_ID) return null;
        return { userId: claims.data.sub, sessionId: claims.data.sid };
      } catch {
        return null;
      }
    },

    signRefresh: ({ sessionId, generation }) =>
      `${sessionId}.${generation}.${mac(sessionId, generation).toString("base64url")}`,

    readRefresh(token) {
      const match = /^([0-9a-f-]{36})\.(\d{1,9})\.([\w-]{43})$/.exec(token);
      const [, sessionId, digits, signature] = match ?? [];
      if (sessionId === undefined || digits === undefined || signature === undefined) return null;
      const generation = Number(digits);
      const given = Buffer.from(signature, "base64url");
      const expected = mac(sessionId, generation);
      return given.length === expected.length && timingSafeEqual(given, expected)
        ? { sessionId, generation }
        : null;
    },
  };
}
