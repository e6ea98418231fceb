import type { LoginInput, RegisterInput } from "@fluentfusion/contract";
import { networkOf } from "../../limits/address-key.ts";
import type { Actor } from "../../shared/actor.ts";
import type { Caller } from "../../shared/caller.ts";
import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";
import { type Deed, recordDeed } from "../audit/audit.queries.ts";
import { orderMail } from "../mail/mail.queries.ts";
import {
  advanceSession,
  findHolder,
  findTaken,
  findUserByEmail,
  findUserById,
  insertSession,
  insertUser,
  lockSession,
  recordLogin,
  revokeSession,
  type SessionRow,
} from "./auth.queries.ts";
import { noteFailedSignIn } from "./failed-sign-ins.ts";
import { DAY_MS, type Grant, grant, IDLE_DAYS, newSession } from "./grant.ts";
import { knownDeviceId } from "./known-device.ts";
import { nativeLanguageOf } from "./native-language.ts";
import { refuseCommonPassword } from "./password-policy.ts";
import { hasSecondFactor } from "./second-factor.queries.ts";
import { takeCode } from "./take-code.ts";

/** How long the refresh token before the current one is answered in any case: a second tab asks within it. */
const GRACE_MS = 60_000;

/** Makes an account and signs it in. Throws EMAIL_TAKEN or USERNAME_TAKEN. */
export async function register(deps: Deps, input: RegisterInput, caller: Caller): Promise<Grant> {
  deps.passwords.refuseIfFull("anybody");
  await deps.signInLimits.beforeSignUp(caller.address);
  const taken = await findTaken(deps.db, input);
  if (taken.email) throw new DomainError("EMAIL_TAKEN");
  if (taken.username) throw new DomainError("USERNAME_TAKEN");
  const nativeLanguage = nativeLanguageOf(input);
  refuseCommonPassword(input.password, "password", [input.username, input.email]);
  const passwordHash = await deps.passwords.hash(input.password);
  const now = deps.now();
  const session = newSession(deps, deps.newId(), caller);
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
    if (row === null) {
      const meanwhile = await findTaken(tx, input);
      throw new DomainError(meanwhile.email ? "EMAIL_TAKEN" : "USERNAME_TAKEN");
    }
    await insertSession(tx, session);
    await orderMail(tx, { topic: "mail.verify-email", userId: row.id }, { id: deps.newId(), at: now });
    const deed = { id: deps.newId(), at: now, actorId: row.id, subjectId: row.id };
    await recordDeed(tx, { ...deed, action: "account.register" });
    return row;
  });
  deps.mails.look();
  return grant(deps, user, session);
}

type SignIn = Pick<LoginInput, "email" | "password" | "totpCode">;

/**
 * Signs in. An unknown e-mail takes as long as a wrong password and gets the same answer; a second factor is spoken of
 * only to who has the password. Throws CREDENTIALS_WRONG, TOTP_REQUIRED, TOTP_WRONG, RATE_LIMITED.
 */
export async function login(deps: Deps, input: SignIn, caller: Caller): Promise<Grant> {
  try {
    return await signIn(deps, input, caller);
  } catch (error) {
    noteFailedSignIn(deps, input.email, caller, error);
    throw error;
  }
}

async function signIn(deps: Deps, input: SignIn, caller: Caller): Promise<Grant> {
  const from = { address: caller.address, deviceId: knownDeviceId(deps, input.email, caller) };
  const asker = from.deviceId === null ? "anybody" : "known";
  deps.passwords.refuseIfFull(asker);
  const { user, isRight } = await deps.signInLimits.tryPassword(input.email, from, async () => {
    const found = await findUserByEmail(deps.db, input.email.trim().toLowerCase());
    const isIts = await deps.passwords.verify(found?.passwordHash ?? null, input.password, asker);
    return { user: found, isRight: isIts };
  });
  if (user === null || !isRight || user.disabledAt !== null) throw new DomainError("CREDENTIALS_WRONG");
  await deps.signInLimits.afterPassword(input.email, from);
  const isOutdated = user.passwordHash !== null && deps.passwords.isOutdated(user.passwordHash);
  const passwordHash = isOutdated ? await deps.passwords.hash(input.password, asker) : null;
  const asksForCode = await hasSecondFactor(deps.db, user.id);
  if (asksForCode && input.totpCode === undefined) throw new DomainError("TOTP_REQUIRED");
  if (asksForCode) await deps.signInLimits.beforeCode(user.id);
  const now = deps.now();
  const session = newSession(deps, user.id, caller, asksForCode ? now : null);
  const deed: Deed = {
    id: deps.newId(),
    at: now,
    actorId: user.id,
    subjectId: session.id,
    action: "session.start",
  };
  const done = { session, verifiedHash: user.passwordHash, passwordHash, deed };
  const isSignedIn = asksForCode
    ? await deps.db.transaction(async (tx) => {
        await takeCode(deps, tx, user.id, input.totpCode ?? "");
        return recordLogin(tx, done);
      })
    : await recordLogin(deps.db, done);
  if (!isSignedIn) throw new DomainError("CREDENTIALS_WRONG");
  if (asksForCode) await deps.signInLimits.afterCode(user.id);
  return grant(deps, { ...user, lastLoginAt: now }, session);
}

/**
 * Whether a token of this generation may go on. The one before the current gets the current one again: for a short
 * grace, and for as long as nothing shows that the current one has arrived, since a phone may be offline for a week
 * after an answer that it never got. All that ask get the same successor, so nobody gains a second line of tokens.
 */
function isHonoured(session: SessionRow, generation: number, ageMs: number): boolean {
  if (generation === session.generation) return true;
  if (generation !== session.generation - 1) return false;
  return ageMs <= GRACE_MS || session.confirmedGeneration < session.generation;
}

/**
 * The next pair of tokens. A token that is older than what may be asked of again is proof of theft and ends the
 * session, with every token that it ever had. Throws REFRESH_INVALID.
 */
export async function refresh(deps: Deps, refreshToken: string, { address }: Caller): Promise<Grant> {
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
    if (!isHonoured(session, presented.generation, age)) {
      await revokeSession(tx, session.id, now);
      const deed = { id: deps.newId(), at: now, actorId: null, subjectId: session.id };
      await recordDeed(tx, { ...deed, action: "session.reuse", detail: { userId: user.id } });
      return null;
    }
    if (presented.generation < session.generation) return { user, session };
    const generation = session.generation + 1;
    await advanceSession(tx, session.id, { generation, rotatedAt: now, network: networkOf(address) });
    return { user, session: { ...session, generation } };
  });
  if (outcome === null) throw new DomainError("REFRESH_INVALID");
  return grant(deps, outcome.user, outcome.session);
}

/** Ends one session. A token that means nothing ends nothing, and that is fine too. */
async function endSession(deps: Deps, sessionId: string): Promise<void> {
  const at = deps.now();
  await deps.db.transaction(async (tx) => {
    const userId = await revokeSession(tx, sessionId, at);
    if (userId === null) return;
    const deed = { id: deps.newId(), at, actorId: userId, subjectId: sessionId };
    await recordDeed(tx, { ...deed, action: "session.end" });
  });
}

/**
 * Ends the session of a refresh token, and that of an access token, which mostly is the same.
 *
 * @param userId whose they are to be: somebody else's stays; `null` for whoever's they are
 * @returns whether the refresh token is of a session of somebody else, which goes on
 */
export async function logout(
  deps: Deps,
  { refreshToken, actor }: { refreshToken: string | null; actor: Actor | null },
  userId: string | null,
): Promise<boolean> {
  const presented = refreshToken === null ? null : deps.tokens.readRefresh(refreshToken);
  const holder =
    presented === null || userId === null ? null : await findHolder(deps.db, presented.sessionId);
  const isOthers = holder !== null && holder !== userId;
  const isActors = actor !== null && (userId === null || userId === actor.userId);
  const ids = new Set([isOthers ? null : (presented?.sessionId ?? null), isActors ? actor.sessionId : null]);
  for (const id of ids) if (id !== null) await endSession(deps, id);
  return isOthers;
}
