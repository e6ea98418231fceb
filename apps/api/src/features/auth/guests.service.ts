import type { ClaimInput, GuestInput, User } from "@fluentfusion/contract";
import { brokenConstraint } from "../../shared/classify-error.ts";
import type { Caller } from "../../shared/caller.ts";
import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { orderMail } from "../mail/mail.queries.ts";
import { toUser } from "../users/to-user.ts";
import { claimUser, findUserById, insertSession, insertUser } from "./auth.queries.ts";
import { type Grant, grant, newSession } from "./grant.ts";
import { nativeLanguageOf } from "./native-language.ts";
import { refuseCommonPassword } from "./password-policy.ts";

/** Signs in someone who has no account and need not make one now. */
export async function startAsGuest(deps: Deps, input: GuestInput, caller: Caller): Promise<Grant> {
  await deps.signInLimits.beforeSignUp(caller.address);
  const nativeLanguage = nativeLanguageOf(input);
  const now = deps.now();
  const session = newSession(deps, deps.newId(), caller);
  const user = await deps.db.transaction(async (tx) => {
    const row = await insertUser(tx, {
      id: session.userId,
      // Free by construction: it holds the whole of a new id.
      username: `guest ${session.userId}`,
      userType: input.userType,
      targetLanguage: input.targetLanguage,
      nativeLanguage,
      ...(input.timeZone === undefined ? {} : { timeZone: input.timeZone }),
      joinedAt: now,
    });
    if (row === null) throw new DomainError("INTERNAL");
    // In no log that is kept for ever: strangers make as many as they like, and those who leave nothing go again.
    await insertSession(tx, session);
    return row;
  });
  return grant(deps, user, session);
}

/**
 * Makes an account of a guest: the same person under the same id, so that nothing they did is lost.
 *
 * Throws FORBIDDEN to whoever has an account already, EMAIL_TAKEN, USERNAME_TAKEN, RATE_LIMITED.
 */
export async function claimAccount(
  { deps, actor }: ActorContext,
  input: ClaimInput,
  caller: Caller,
): Promise<User> {
  const guest = await findUserById(deps.db, actor.userId);
  if (guest === null || guest.email !== null) throw new DomainError("FORBIDDEN");
  // Whether an e-mail is taken is told here as by signing up, and costs as much.
  await deps.signInLimits.beforeSignUp(caller.address);
  const username = input.username ?? guest.username;
  refuseCommonPassword(input.password, "password", [username, input.email]);
  const passwordHash = await deps.passwords.hash(input.password);
  const now = deps.now();
  try {
    const user = await deps.db.transaction(async (tx) => {
      const row = await claimUser(tx, actor.userId, { username, email: input.email, passwordHash });
      // Claimed by another call meanwhile.
      if (row === null) throw new DomainError("FORBIDDEN");
      await orderMail(tx, { topic: "mail.verify-email", userId: row.id }, { id: deps.newId(), at: now });
      const deed = { id: deps.newId(), at: now, actorId: row.id, subjectId: row.id };
      await recordDeed(tx, { ...deed, action: "account.claim" });
      return row;
    });
    deps.mails.look();
    return toUser(user);
  } catch (error) {
    const broken = brokenConstraint(error);
    if (broken === "users_email_key") throw new DomainError("EMAIL_TAKEN");
    if (broken === "users_username_key") throw new DomainError("USERNAME_TAKEN");
    throw error;
  }
}
