import type { LoginInput, RegisterInput, SignedIn } from "@fluentfusion/contract";
import { likelyNativeLanguage } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { Caller } from "../../shared/caller.ts";
import type { Deps } from "../../shared/deps.ts";
import { toUser } from "../users/to-user.ts";
import {
  advanceSession,
  findTaken,
  findUserByEmail,
  findUserById,
  insertSession,
  insertUser,
  lockSession,
  recordLogin,
  revokeSession,
  type UserRow,
} from "./auth.queries.ts";

const SESSION_DAYS = 90;
const IDLE_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * How long the refresh token before the current one is still answered: a second tab, or a phone whose answer got lost,
 * asks again within it. Both get the same successor, so nobody gains a second line of tokens.
 */
const GRACE_MS = 60_000;

export interface Grant {
  readonly signedIn: SignedIn;
  readonly refreshToken: string;
}

async function grant(deps: Deps, user: UserRow, session: { id: string; generation: number }): Promise<Grant> {
  const access = await deps.tokens.signAccess({ userId: user.id, sessionId: session.id }, deps.now());
  const refreshToken = deps.tokens.signRefresh({ sessionId: session.id, generation: session.generation });
  const signedIn = {
    accessToken: access.token,
    accessTokenExpiresAt: access.expiresAt.toISOString(),
    refreshToken,
    user: toUser(user),
  };
  return { signedIn, refreshToken };
}

function newSession(deps: Deps, userId: string, userAgent: string | null) {
  const now = deps.now();
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY_MS);
  return { id: deps.newId(), userId, createdAt: now, rotatedAt: now, expiresAt, userAgent, generation: 0 };
}

/** Makes an account and signs it in. Throws EMAIL_TAKEN or USERNAME_TAKEN. */
export async function register(
  deps: Deps,
  input: RegisterInput,
  { address, userAgent }: Caller,
): Promise<Grant> {
  await deps.signInLimits.beforeSignUp(address);
  const taken = await findTaken(deps.db, input);
  if (taken.email) throw new DomainError("EMAIL_TAKEN");
  if (taken.username) throw new DomainError("USERNAME_TAKEN");
  const nativeLanguage = input.nativeLanguage ?? likelyNativeLanguage(input.userType, input.targetLanguage);
  if (nativeLanguage === input.targetLanguage) {
    const issue = {
      path: ["nativeLanguage"],
      code: "same_language",
      message: "must differ from targetLanguage",
    };
    throw new DomainError("INPUT_INVALID", {}, [issue]);
  }
  const passwordHash = await deps.passwords.hash(input.password);
  const now = deps.now();
  const session = newSession(deps, deps.newId(), userAgent);
  const user = await deps.db.transaction(async (tx) => {
    const row = await insertUser(tx, {
      id: session.userId,
      username: input.username,
      email: input.email,
      passwordHash,
      userType: input.userType,
      targetLanguage: input.targetLanguage,
      nativeLanguage,
      ...(input.timeZone === undefined ? {} : { timeZone: input.timeZone }),
      joinedAt: now,
    });
    if (row === null) throw new DomainError("EMAIL_TAKEN");
    await insertSession(tx, session);
    return row;
  });
  return grant(deps, user, session);
}

/** Signs in. An unknown e-mail takes as long as a wrong password and gets the same answer. */
export async function login(
  deps: Deps,
  input: Pick<LoginInput, "email" | "password">,
  { address, userAgent }: Caller,
): Promise<Grant> {
  await deps.signInLimits.beforePassword(input.email, address);
  const user = await findUserByEmail(deps.db, input.email.trim().toLowerCase());
  const isRight = await deps.passwords.verify(user?.passwordHash ?? null, input.password);
  if (user === null || !isRight || user.disabledAt !== null) throw new DomainError("CREDENTIALS_WRONG");
  await deps.signInLimits.afterPassword(input.email, address);
  const session = newSession(deps, user.id, userAgent);
  const now = deps.now();
  await deps.db.transaction(async (tx) => {
    await insertSession(tx, session);
    await recordLogin(tx, user.id, now, null);
  });
  return grant(deps, { ...user, lastLoginAt: now }, session);
}

/**
 * The next pair of tokens. The token before the current one gets the current one again within the grace; an older one
 * is proof of theft and ends the session. Throws REFRESH_INVALID.
 */
export async function refresh(deps: Deps, refreshToken: string): Promise<Grant> {
  const presented = deps.tokens.readRefresh(refreshToken);
  if (presented === null) throw new DomainError("REFRESH_INVALID");
  const now = deps.now();
  const outcome = await deps.db.transaction(async (tx) => {
    const session = await lockSession(tx, presented.sessionId);
    if (session === null || session.revokedAt !== null || session.expiresAt <= now) return null;
    const age = now.getTime() - session.rotatedAt.getTime();
    if (age > IDLE_DAYS * DAY_MS) return null;
    const user = await findUserById(tx, session.userId);
    if (user === null || user.disabledAt !== null) return null;
    if (presented.generation === session.generation) {
      await advanceSession(tx, session.id, session.generation + 1, now);
      return { user, id: session.id, generation: session.generation + 1 };
    }
    if (presented.generation === session.generation - 1 && age <= GRACE_MS) {
      return { user, id: session.id, generation: session.generation };
    }
    await revokeSession(tx, session.id, now);
    return null;
  });
  if (outcome === null) throw new DomainError("REFRESH_INVALID");
  return grant(deps, outcome.user, outcome);
}

/** Ends the session of a refresh token. A token that means nothing ends nothing, and that is fine too. */
export async function logout(deps: Deps, refreshToken: string): Promise<void> {
  const presented = deps.tokens.readRefresh(refreshToken);
  if (presented !== null) await revokeSession(deps.db, presented.sessionId, deps.now());
}

/** Ends a session by its id: for a caller whose access token names it. */
export async function endSession(deps: Deps, sessionId: string): Promise<void> {
  await revokeSession(deps.db, sessionId, deps.now());
}

export { SESSION_DAYS };
