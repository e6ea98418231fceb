import type { AuditAction, ChangePasswordInput, ResetPasswordInput } from "@fluentfusion/contract";
import type { Caller } from "../../shared/caller.ts";
import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { orderMail } from "../mail/mail.queries.ts";
import { confirmEmail, findUserById, replacePassword, type UserRow } from "./auth.queries.ts";
import { confirmPassword } from "./confirm-password.ts";
import { endAccess } from "./end-access.ts";
import { knownDeviceId } from "./known-device.ts";
import { isLinkOf, readLink } from "./link-tokens.ts";
import { refuseCommonPassword } from "./password-policy.ts";

/**
 * Stores the new password, ends what the one before has opened and says so by mail. All or nothing; `false` when the password
 * was changed meanwhile by someone else.
 */
async function setPassword(
  deps: Deps,
  user: UserRow,
  change: { password: string; action: AuditAction; keepSessionId: string | null },
): Promise<boolean> {
  refuseCommonPassword(change.password, "newPassword", [user.username, user.email ?? ""]);
  // Whoever gets here has typed the password before, or has a link of a mail.
  const passwordHash = await deps.passwords.hash(change.password, "known");
  const now = deps.now();
  return deps.db.transaction(async (tx) => {
    if (!(await replacePassword(tx, user, passwordHash))) return false;
    await endAccess(tx, user.id, { except: change.keepSessionId, at: now });
    await orderMail(tx, { topic: "mail.password-changed", userId: user.id }, { id: deps.newId(), at: now });
    const deed = { id: deps.newId(), at: now, actorId: user.id, subjectId: user.id };
    await recordDeed(tx, { ...deed, action: change.action });
    return true;
  });
}

/** Ends all other sessions. Throws CREDENTIALS_WRONG, RATE_LIMITED, and FORBIDDEN to a guest. */
export async function changePassword(
  ctx: ActorContext,
  input: ChangePasswordInput,
  caller: Caller,
): Promise<void> {
  const { deps, actor } = ctx;
  const user = await confirmPassword(ctx, input.currentPassword, caller);
  const change = { password: input.newPassword, keepSessionId: actor.sessionId };
  if (!(await setPassword(deps, user, { ...change, action: "password.change" })))
    throw new DomainError("CREDENTIALS_WRONG");
  deps.mails.look();
}

/** Whoever has a link of a mail can read what comes to the address. */
async function noteConfirmed(deps: Deps, user: UserRow): Promise<void> {
  const deed = { id: deps.newId(), at: deps.now(), actorId: user.id, subjectId: user.id };
  await confirmEmail(deps.db, user, { ...deed, action: "email.confirm" });
}

/** Whether there is such an account or not: the caller sees the same, and waits as long. */
export async function requestPasswordReset(deps: Deps, email: string, caller: Caller): Promise<void> {
  const deviceId = knownDeviceId(deps, email, caller);
  await deps.signInLimits.beforeMail(email, { address: caller.address, deviceId });
  const order = { topic: "mail.reset-password" as const, email: email.trim().toLowerCase() };
  await orderMail(deps.db, order, { id: deps.newId(), at: deps.now() });
  deps.mails.look();
}

/** Ends every session and signs nobody in. Whoever could read the mail owns the address. Throws LINK_INVALID. */
export async function resetPassword(deps: Deps, { token, newPassword }: ResetPasswordInput): Promise<void> {
  const link = readLink(deps, token);
  const user = link === null ? null : await findUserById(deps.db, link.userId);
  if (link === null || user === null || user.disabledAt !== null) throw new DomainError("LINK_INVALID");
  if (!isLinkOf(deps, "reset-password", user, link)) throw new DomainError("LINK_INVALID");
  const change = { password: newPassword, keepSessionId: null };
  if (!(await setPassword(deps, user, { ...change, action: "password.reset" })))
    throw new DomainError("LINK_INVALID");
  await noteConfirmed(deps, user);
  deps.mails.look();
}

/** May be repeated. Throws LINK_INVALID, also when the address has changed since. */
export async function verifyEmail(deps: Deps, token: string): Promise<void> {
  const link = readLink(deps, token);
  const user = link === null ? null : await findUserById(deps.db, link.userId);
  if (link === null || user === null) throw new DomainError("LINK_INVALID");
  if (!isLinkOf(deps, "verify-email", user, link)) throw new DomainError("LINK_INVALID");
  await noteConfirmed(deps, user);
}
