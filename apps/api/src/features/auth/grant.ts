import type { SignedIn } from "@fluentfusion/contract";
import { networkOf } from "../../limits/address-key.ts";
import type { Caller } from "../../shared/caller.ts";
import type { Deps } from "../../shared/deps.ts";
import { toUser } from "../users/to-user.ts";
import type { UserRow } from "./auth.queries.ts";

/** However much it is used, a session ends after this. */
export const SESSION_DAYS = 90;
/** And after this when it is not used. */
export const IDLE_DAYS = 30;
export const DAY_MS = 86_400_000;

export interface Grant {
  readonly signedIn: SignedIn;
  readonly refreshToken: string;
}

/** The tokens of a session in its current generation. */
export async function grant(
  deps: Deps,
  user: UserRow,
  { id: sessionId, generation }: { id: string; generation: number },
): Promise<Grant> {
  const access = await deps.tokens.signAccess({ userId: user.id, sessionId, generation }, deps.now());
  const refreshToken = deps.tokens.signRefresh({ sessionId, generation });
  const signedIn = {
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt.toISOString(),
    refreshToken,
    user: toUser(user),
  };
  return { signedIn, refreshToken };
}

/** @param secondFactorAt when a code was shown with the sign-in */
export function newSession(
  deps: Deps,
  userId: string,
  { address, userAgent }: Caller,
  secondFactorAt: Date | null = null,
) {
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY_MS);
  const times = { createdAt: now, rotatedAt: now, expiresAt, secondFactorAt };
  return { id: deps.newId(), userId, ...times, userAgent, network: networkOf(address), generation: 0 };
}
