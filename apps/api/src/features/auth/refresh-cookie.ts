import type { SignedIn } from "@fluentfusion/contract";
import { DomainError } from "../../shared/domain-error.ts";
import type { Context } from "../../trpc/context.ts";
import { DEVICE_COOKIE, newDeviceToken } from "./known-device.ts";
import { type Grant, SESSION_DAYS } from "./grant.ts";

const COOKIE = "ff_refresh";
const DEVICE_DAYS = 365;

/** Hands out a grant: the refresh token in the body, or in a cookie that no script can read. */
export function deliver(
  ctx: Context,
  { signedIn, refreshToken }: Grant,
  transport: "body" | "cookie",
): SignedIn {
  if (transport === "body") return signedIn;
  ctx.http.setCookie(COOKIE, refreshToken, SESSION_DAYS * 86_400);
  const { email } = signedIn.user;
  if (email !== "") ctx.http.setCookie(DEVICE_COOKIE, newDeviceToken(ctx.deps, email), DEVICE_DAYS * 86_400);
  return { ...signedIn, refreshToken: null };
}

export function clearCookie(ctx: Pick<Context, "http">): void {
  ctx.http.setCookie(COOKIE, "", 0);
}

/**
 * The refresh token of the cookie, or `null`. A browser sends the cookie by itself, so a page of another origin must
 * not be able to make it act: the Origin header, which scripts cannot set, has to be one of ours, and what a browser says
 * itself of where a request comes from must not be another site.
 */
export function cookieToken(ctx: Context): string | null {
  const token = ctx.http.cookie(COOKIE);
  if (token === null || token === "") return null;
  const { origin, isCrossSite } = ctx.http;
  if (isCrossSite || origin === null || !ctx.deps.env.corsOrigins.includes(origin)) {
    throw new DomainError("ORIGIN_REFUSED");
  }
  return token;
}
