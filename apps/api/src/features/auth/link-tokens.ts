import type { Deps } from "../../shared/deps.ts";
import type { UserRow } from "./auth.queries.ts";
import type { EmailChangeRow } from "./email-change.queries.ts";

const RESET_WITHIN_MS = 30 * 60_000;
const CHANGE_WITHIN_MS = 86_400_000;
const VERIFY_WITHIN_MS = 7 * 86_400_000;

type Purpose = "reset-password" | "verify-email";
type Side = "old" | "new";

/**
 * What has to be the same when the link is used. A password hash changes with each new password, so a link to set one is
 * good once, and each older link dies with it; so does every one that was mailed before the newest.
 */
function binding(purpose: Purpose, user: UserRow): string {
  const once = purpose === "reset-password" ? `${user.passwordHash ?? ""}:${user.resetMailId ?? ""}` : "";
  return `${purpose}:${user.email ?? ""}:${once}`;
}

const changeBinding = (side: Side, change: EmailChangeRow) =>
  `email-change:${side}:${change.id}:${change.newEmail}`;

function sign(deps: Deps, userId: string, bound: string, lifeMs: number): string {
  const expiresAt = Math.floor((deps.now().getTime() + lifeMs) / 1000);
  const said = `${userId}.${expiresAt}`;
  return `${said}.${deps.tokens.linkMac(said, bound)}`;
}

export const signResetLink = (deps: Deps, user: UserRow) =>
  sign(deps, user.id, binding("reset-password", user), RESET_WITHIN_MS);
export const signVerifyLink = (deps: Deps, user: UserRow) =>
  sign(deps, user.id, binding("verify-email", user), VERIFY_WITHIN_MS);
export const signChangeLink = (deps: Deps, side: Side, change: EmailChangeRow) =>
  sign(deps, change.userId, changeBinding(side, change), CHANGE_WITHIN_MS);

export interface Link {
  readonly userId: string;
  readonly signed: string;
  readonly mac: string;
}

/** Whom a link is for, to be looked up and then checked by `isLinkOf`; `null` when it is none, or too old. */
export function readLink(deps: Deps, token: string): Link | null {
  const [, userId, expiresAt, mac] = /^([0-9a-f-]{36})\.(\d{1,12})\.([\w-]{43})$/.exec(token) ?? [];
  if (userId === undefined || expiresAt === undefined || mac === undefined) return null;
  return Number(expiresAt) * 1000 < deps.now().getTime()
    ? null
    : { userId, signed: `${userId}.${expiresAt}`, mac };
}

export function isLinkOf(deps: Deps, purpose: Purpose, user: UserRow, { signed, mac }: Link): boolean {
  return deps.tokens.isLinkMac(signed, binding(purpose, user), mac);
}

/** For which of the two addresses a link of this change speaks; `null` for none of them. */
export function sideOfLink(deps: Deps, change: EmailChangeRow, { signed, mac }: Link): Side | null {
  const sides = ["old", "new"] as const;
  return sides.find((side) => deps.tokens.isLinkMac(signed, changeBinding(side, change), mac)) ?? null;
}
