import { randomBytes } from "node:crypto";

/** Tells people, and programs that look for leaked secrets, what it is. */
const PREFIX = "ffi_";

export function newInviteToken(): string {
  return PREFIX + randomBytes(32).toString("base64url");
}
