import type { SignedIn } from "@fluentfusion/contract";
import { DomainError } from "../../shared/domain-error.ts";
import type { Context } from "../../trpc/context.ts";
import { type Grant, SESSION_DAYS } from "./grant.ts";

const COOKIE = "ff_refresh";

/** Hands out a grant: the refresh token in the body, or in a cookie that no script can read. */
export function deliver(
  ctx: Context,
  { signedIn, refreshToken }: Grant,
  transport: "body" | "cookie",
): SignedIn {
  if (transport === "body") return signedIn;
  ctx.http.setCookie(COOKIE, refreshToken, SESSION_DAYS * 86_400);
  return { ...signedIn, refreshToken: null };
}

export function clearCookie(ctx: Pick<Context, "http">): void {
  ctx.http.setCookie(COOKIE, "", 0);
}

/**
 * The refresh token of the cookie, or `null`. A browser sends the cookie by itself, so a page of another origin must
 * not be able to make it act: the Origin header, which scripts cannot set, has to be one of ours.
 */
export function cookieToken(ctx: Context): string | null {
  const token = ctx.http.cookie(COOKIE);
  if (token === null || token === "") return null;
  const { origin } = ctx.http;
  if (origin === null || !ctx.deps.env.corsOrigins.includes(origin)) throw new DomainError("ORIGIN_REFUSED");
  return token;
}
