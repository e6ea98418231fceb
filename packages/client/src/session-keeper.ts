import { readError } from "./read-error.ts";
import type { TokenStore } from "./token-store.ts";
import type { Procedures, RouterOutputs, User } from "./types.ts";

type SignedIn = RouterOutputs["auth"]["login"];

/** Renewed this long before it ends, so that no call sets out with a token that dies on the way. */
const RENEW_AHEAD_MS = 30_000;

export interface SessionKeeper {
  /** Takes what a sign-in gave. */
  enter(signedIn: SignedIn): Promise<User>;
  /** A token for the next call, renewed when it is about to end; `null` when nobody is signed in. */
  token(): Promise<string | null>;
  /** Gets new tokens, once for however many callers. `null` when the session has ended. */
  renew(): Promise<User | null>;
  /** The refresh token to sign out with; `undefined` when it is in the cookie. */
  refreshToken(): Promise<string | undefined>;
  leave(): Promise<void>;
}

/**
 * Holds the tokens of one session.
 *
 * @param auth a client whose calls do not pass through this keeper
 * @param store `null` when the refresh token is in a cookie
 * @param onSignedOut told when the server has ended the session
 */
export function createSessionKeeper(
  auth: Procedures["auth"],
  store: TokenStore | null,
  onSignedOut: () => void,
): SessionKeeper {
  let accessToken: string | null = null;
  let renewAt = Number.POSITIVE_INFINITY;
  let renewing: Promise<User | null> | null = null;

  const forget = async () => {
    accessToken = null;
    renewAt = Number.POSITIVE_INFINITY;
    await store?.clear();
  };

  const enter = async (signedIn: SignedIn) => {
    ({ accessToken } = signedIn);
    const lifetime = Date.parse(signedIn.accessTokenExpiresAt) - Date.now();
    // With a device clock that is wrong this cannot be known; then the server's refusal tells.
    renewAt =
      lifetime > 2 * RENEW_AHEAD_MS ? Date.now() + lifetime - RENEW_AHEAD_MS : Number.POSITIVE_INFINITY;
    if (signedIn.refreshToken !== null) await store?.save(signedIn.refreshToken);
    return signedIn.user;
  };

  const fetchTokens = async (): Promise<User | null> => {
    const refreshToken = store === null ? undefined : await store.load();
    if (refreshToken === null) return null;
    try {
      return await enter(await auth.refresh.mutate(refreshToken === undefined ? {} : { refreshToken }));
    } catch (error) {
      // Only the server can end a session; without an answer it may still live.
      if (readError(error)?.code !== "REFRESH_INVALID") throw error;
      const wasSignedIn = accessToken !== null;
      await forget();
      if (wasSignedIn) onSignedOut();
      return null;
    }
  };

  const renew = () =>
    (renewing ??= fetchTokens().finally(() => {
      renewing = null;
    }));

  return {
    enter,
    renew,
    async token() {
      if (accessToken !== null && Date.now() >= renewAt) {
        // A renewal that fails for want of a network is no reason to hold the call back.
        await renew().catch(() => null);
      }
      return accessToken;
    },
    async refreshToken() {
      return store === null ? undefined : ((await store.load()) ?? undefined);
    },
    leave: forget,
  };
}
