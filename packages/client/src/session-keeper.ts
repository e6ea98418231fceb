import { oneAtATime } from "./one-at-a-time.ts";
import { isErrorCode } from "./read-error.ts";
import type { TokenStore } from "./token-store.ts";
import type { Procedures, RouterOutputs, User } from "./types.ts";

type SignedIn = RouterOutputs["auth"]["login"];

/** Renewed this long before it ends, so that no call sets out with a token that dies on the way. */
const RENEW_AHEAD_MS = 30_000;

/** Why a call of one learner did not go out: another one has signed in. */
export class OtherLearnerError extends Error {
  override name = "OtherLearnerError";
}

export interface SessionKeeper {
  /** Signs in, and takes what that gave. */
  enter(signIn: () => Promise<SignedIn>): Promise<User>;
  /**
   * A token for the next call, renewed when it is about to end, or awaited while it is got; `null` when nobody is signed in.
   *
   * @param learnerId whose call it is; throws OtherLearnerError when the token would be another one's
   */
  token(learnerId?: string): Promise<string | null>;
  /** Gets new tokens, once for however many callers. `null` when there is no session, or no more. */
  renew(): Promise<User | null>;
  /** Whether there is another token to try than the refused one: renews it, unless that was done since. */
  replace(refused: string | null): Promise<boolean>;
  /**
   * Ends the session, here at once and on the server if it can be reached. Somebody else's, who has signed in in another tab
   * meanwhile, stays.
   *
   * @param learnerId whose session it is; unless said, of whoever is signed in here
   */
  signOut(learnerId?: string): Promise<void>;
  /** Aborted when somebody signs in after the session of now: a call that began in it must not go out in another's name. */
  signal(): AbortSignal;
}

interface Surroundings {
  /** A client whose calls do not pass through the keeper; they go out with the `accessToken` of their context, if any. */
  readonly auth: Procedures["auth"];
  /** `null` when the refresh token is in a cookie. */
  readonly store: TokenStore | null;
  /** Told when the server has ended the session. */
  readonly onSignedOut: () => void;
  /** Tabs with the same name renew one after the other. */
  readonly lockName: string;
}

/** The next tokens; `null` when there is no session, or no more. Throws when that cannot be known. */
async function nextTokens(auth: Procedures["auth"], store: TokenStore | null): Promise<SignedIn | null> {
  // Read only when it is this tab's turn: another may just have renewed it.
  const refreshToken = store === null ? undefined : await store.load();
  if (refreshToken === null) return null;
  try {
    return await auth.refresh.mutate(refreshToken === undefined ? {} : { refreshToken });
  } catch (error) {
    // Only the server can end a session; without an answer it may still live.
    if (isErrorCode(error, "REFRESH_INVALID")) return null;
    throw error;
  }
}

/** Holds the tokens of one session. */
export function createSessionKeeper({ auth, store, onSignedOut, lockName }: Surroundings): SessionKeeper {
  let accessToken: string | null = null;
  let renewAt = Number.POSITIVE_INFINITY;
  let renewing: Promise<User | null> | null = null;
  /** Counts sign-ins and sign-outs: a renewal that was under way meanwhile belongs to a session that is no more. */
  let era = 0;
  let userId: string | null = null;
  let session = new AbortController();
  /** Of sessions that are no more: until somebody signs in, the server refuses their calls, which says more. */
  let left: AbortController[] = [];

  const take = async (signedIn: SignedIn) => {
    ({ accessToken } = signedIn);
    userId = signedIn.user.id;
    for (const one of left) one.abort(new Error("the session that this call began in was left"));
    left = [];
    const lifetime = Date.parse(signedIn.accessTokenExpiresAt) - Date.now();
    // With a device clock that is wrong this cannot be known; then the server's refusal tells.
    renewAt =
      lifetime > 2 * RENEW_AHEAD_MS ? Date.now() + lifetime - RENEW_AHEAD_MS : Number.POSITIVE_INFINITY;
    if (signedIn.refreshToken !== null) await store?.save(signedIn.refreshToken);
    return signedIn.user;
  };

  const drop = () => {
    era += 1;
    accessToken = null;
    userId = null;
    renewAt = Number.POSITIVE_INFINITY;
    left.push(session);
    session = new AbortController();
  };

  const leave = async () => {
    drop();
    await store?.clear();
  };

  const fetchTokens = async (): Promise<User | null> => {
    const before = era;
    const signedIn = await nextTokens(auth, store);
    if (before !== era) return null;
    // Another tab has signed in as somebody else: what this one shows and sends is not theirs.
    const isSomebodyElse = signedIn !== null && userId !== null && userId !== signedIn.user.id;
    if (signedIn !== null && !isSomebodyElse) return take(signedIn);
    const wasSignedIn = accessToken !== null;
    if (isSomebodyElse) drop();
    else await leave();
    if (wasSignedIn) onSignedOut();
    return null;
  };

  const renew = () =>
    (renewing ??= oneAtATime(lockName, fetchTokens).finally(() => {
      renewing = null;
    }));

  return {
    async enter(signIn) {
      const signedIn = await signIn();
      if (userId === null) era += 1;
      else drop();
      return take(signedIn);
    },
    renew,
    async replace(refused) {
      if (accessToken !== null && accessToken !== refused) return true;
      return (await renew()) !== null;
    },
    async token(learnerId) {
      // Whoever is being taken up again, or whose token is about to end: the call sets out with the next one. That it cannot be
      // had for want of a network is no reason to hold the call back.
      const isAboutToEnd = accessToken !== null && Date.now() >= renewAt;
      if (isAboutToEnd || (accessToken === null && renewing !== null)) await renew().catch(() => null);
      if (accessToken !== null && learnerId !== undefined && learnerId !== userId) {
        throw new OtherLearnerError("another learner is signed in than the one whose call this is");
      }
      return accessToken;
    },
    async signOut(learnerId) {
      const refreshToken = (await store?.load()) ?? undefined;
      const whose = learnerId ?? userId ?? undefined;
      const left = { context: { accessToken } };
      await leave();
      const named = { ...(refreshToken && { refreshToken }), ...(whose && { userId: whose }) };
      const answer = await auth.logout.mutate(named, left).catch(() => null);
      // Where tabs share a store, what was in it may have been the other one's.
      const isOthers = answer?.isOtherSignedIn === true && refreshToken !== undefined;
      if (isOthers && (await store?.load()) === null) await store?.save(refreshToken);
    },
    signal: () => session.signal,
  };
}
