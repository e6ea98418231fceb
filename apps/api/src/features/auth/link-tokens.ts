import type { Deps } from "../../shared/deps.ts";
import type { UserRow } from "./auth.queries.ts";

const RESET_WITHIN_MS = 30 * 60_000;
const VERIFY_WITHIN_MS = 7 * 86_400_000;

type Purpose = "reset-password" | "verify-email";

/**
 * What has to be the same when the link is used. A password hash changes with each new password, so a link to set one is
 * good once, and each older link dies with it.
 */
function binding(purpose: Purpose, user: UserRow): string {
  return `${purpose}:${user.email ?? ""}:${purpose === "reset-password" ? (user.passwordHash ?? "") : ""}`;
}

function sign(deps: Deps, purpose: Purpose, user: UserRow, lifeMs: number): string {
  const expiresAt = Math.floor((deps.now().getTime() + lifeMs) / 1000);
  return `${user.id}.${expiresAt}.${deps.tokens.linkMac(`${user.id}.${expiresAt}`, binding(purpose, user))}`;
}

export const signResetLink = (deps: Deps, user: UserRow) =>
  sign(deps, "reset-password", user, RESET_WITHIN_MS);
export const signVerifyLink = (deps: Deps, user: UserRow) =>
  sign(deps, "verify-email", user, VERIFY_WITHIN_MS);

/** Whom a link is for, to be looked up and then checked by `isLinkOf`; `null` when it is none, or too old. */
export function readLink(deps: Deps, token: string): { userId: string; signed: string; mac: string } | null {
  const [, userId, expiresAt, mac] = /^([0-9a-f-]{36})\.(\d{1,12})\.([\w-]{43})$/.exec(token) ?? [];
  if (userId === undefined || expiresAt === undefined || mac === undefined) return null;
  return Number(expiresAt) * 1000 < deps.now().getTime()
    ? null
    : { userId, signed: `${userId}.${expiresAt}`, mac };
}

export function isLinkOf(
  deps: Deps,
  purpose: Purpose,
  user: UserRow,
  link: { signed: string; mac: string },
): boolean {
  return deps.tokens.isLinkMac(link.signed, binding(purpose, user), link.mac);
}
