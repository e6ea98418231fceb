import { createHash, randomBytes } from "node:crypto";

/** Tells people, and programs that look for leaked secrets, what it is. */
const PREFIX = "ffp_";

export function newAccessToken(): string {
  return PREFIX + randomBytes(32).toString("base64url");
}

export function isAccessToken(token: string): boolean {
  return token.startsWith(PREFIX);
}

export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
