import type { ChangeEmailInput, EmailChangeAnswer } from "@fluentfusion/contract";
import { brokenConstraint } from "../../shared/classify-error.ts";
import type { Caller } from "../../shared/caller.ts";
import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { orderMail } from "../mail/mail.queries.ts";
import { findUserById, holdSession } from "./auth.queries.ts";
import { confirmPassword } from "./confirm-password.ts";
import { lockEmailChange, moveToEmail, noteAgreement, putEmailChange } from "./email-change.queries.ts";
import { sideOfLink, readLink } from "./link-tokens.ts";

/**
 * Asks both addresses by mail whether the account may move. The old one need not agree if it was never confirmed: it may
 * have been mistyped. Whether the new one has an account already is told to nobody; it gets no mail then.
 *
 * Throws CREDENTIALS_WRONG, RATE_LIMITED, INPUT_INVALID for the address that it has, FORBIDDEN to a guest, and
 * UNAUTHENTICATED when the session ended meanwhile.
 */
export async function changeEmail(
  ctx: ActorContext,
  { newEmail, password }: ChangeEmailInput,
  caller: Caller,
): Promise<void> {
  const { deps } = ctx;
  const user = await confirmPassword(ctx, password, caller);
  if (newEmail === user.email) {
    const issue = { path: ["newEmail"], code: "same_email", message: "is the address of this account" };
    throw new DomainError("INPUT_INVALID", {}, [issue]);
  }
  await deps.signInLimits.beforeMail(newEmail, { address: caller.address, deviceId: null });
  const now = deps.now();
  const oldAgreedAt = user.emailVerifiedAt === null ? now : null;
  await deps.db.transaction(async (tx) => {
    // Ended by a new password, say, while this call typed the old one.
    if ((await holdSession(tx, ctx.actor.sessionId)) === null) throw new DomainError("UNAUTHENTICATED");
    const wish = { userId: user.id, id: deps.newId(), newEmail, askedAt: now };
    await putEmailChange(tx, { ...wish, oldAgreedAt, newAgreedAt: null });
    for (const topic of ["mail.email-change-old", "mail.email-change-new"] as const) {
      await orderMail(tx, { topic, userId: user.id }, { id: deps.newId(), at: now });
    }
    const deed = { id: deps.newId(), at: now, actorId: user.id, subjectId: user.id };
    await recordDeed(tx, { ...deed, action: "email.ask" });
  });
  deps.mails.look();
}

/** One of the two addresses agrees; with the second one the account moves. Throws LINK_INVALID, EMAIL_TAKEN. */
export async function confirmEmailChange(deps: Deps, token: string): Promise<EmailChangeAnswer> {
  const link = readLink(deps, token);
  const user = link === null ? null : await findUserById(deps.db, link.userId);
  if (link === null || user === null || user.disabledAt !== null) throw new DomainError("LINK_INVALID");
  const now = deps.now();
  try {
    return await deps.db.transaction(async (tx) => {
      const change = await lockEmailChange(tx, user.id);
      const side = change === null ? null : sideOfLink(deps, change, link);
      if (change === null || side === null) throw new DomainError("LINK_INVALID");
      const agreed = {
        oldAgreedAt: side === "old" ? now : change.oldAgreedAt,
        newAgreedAt: side === "new" ? now : change.newAgreedAt,
      };
      if (agreed.oldAgreedAt === null || agreed.newAgreedAt === null) {
        await noteAgreement(tx, user.id, agreed);
        return { isChanged: false };
      }
      await moveToEmail(tx, change, now);
      const deed = { id: deps.newId(), at: now, actorId: user.id, subjectId: user.id };
      await recordDeed(tx, { ...deed, action: "email.change" });
      return { isChanged: true };
    });
  } catch (error) {
    if (brokenConstraint(error) === "users_email_key") throw new DomainError("EMAIL_TAKEN");
    throw error;
  }
}
