import type {
  DisableTotpInput,
  EnrolledTotp,
  EnrolTotpInput,
  RecoveryCodes,
  TotpStatus,
} from "@fluentfusion/contract";
import type { Caller } from "../../shared/caller.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { orderMail } from "../mail/mail.queries.ts";
import { confirmPassword } from "./confirm-password.ts";
import {
  deleteSecondFactor,
  findSecondFactor,
  markSecondFactor,
  putSecondFactor,
  updateSecondFactor,
} from "./second-factor.queries.ts";
import { takeCode } from "./take-code.ts";
import { hashRecoveryCode, newRecoveryCodes, newTotpSecret, totpUri } from "./totp.ts";

export async function totpStatus({ deps, actor }: ActorContext): Promise<TotpStatus> {
  const factor = await findSecondFactor(deps.db, actor.userId);
  const isShown = actor.hasSecondFactor;
  if (factor === null || factor.confirmedAt === null) return { isOn: false, recoveryCodesLeft: 0, isShown };
  return { isOn: true, recoveryCodesLeft: factor.recoveryHashes.length, isShown };
}

/** Makes a secret for an app. Throws CREDENTIALS_WRONG, RATE_LIMITED, and FORBIDDEN to guests and who has one already. */
export async function enrolTotp(
  ctx: ActorContext,
  { password }: EnrolTotpInput,
  caller: Caller,
): Promise<EnrolledTotp> {
  const { deps } = ctx;
  const user = await confirmPassword(ctx, password, caller);
  const secret = newTotpSecret();
  const sealedSecret = deps.sealer.seal(secret, user.id);
  const row = { userId: user.id, sealedSecret, createdAt: deps.now() };
  const isPut = await deps.db.transaction((tx) => putSecondFactor(tx, row));
  if (!isPut) throw new DomainError("FORBIDDEN", { reason: "totp_is_on" });
  return { secret, uri: totpUri(secret, user.email) };
}

/** Shows that the app makes the right codes: from now on they are asked for. Throws TOTP_WRONG, RATE_LIMITED. */
export async function confirmTotp({ deps, actor }: ActorContext, code: string): Promise<RecoveryCodes> {
  await deps.signInLimits.beforeCode(actor.userId);
  const recoveryCodes = newRecoveryCodes();
  const now = deps.now();
  await deps.db.transaction(async (tx) => {
    const { confirmedAt } = await takeCode(deps, tx, actor.userId, code);
    if (confirmedAt !== null) throw new DomainError("FORBIDDEN", { reason: "totp_is_on" });
    const recoveryHashes = recoveryCodes.map(hashRecoveryCode);
    await updateSecondFactor(tx, actor.userId, { confirmedAt: now, recoveryHashes });
    await markSecondFactor(tx, actor.sessionId, now);
    const mail = { topic: "mail.second-factor-on" as const, userId: actor.userId };
    await orderMail(tx, mail, { id: deps.newId(), at: now });
    const deed = { id: deps.newId(), at: now, actorId: actor.userId, subjectId: actor.userId };
    await recordDeed(tx, { ...deed, action: "second-factor.on" });
  });
  await deps.signInLimits.afterCode(actor.userId);
  deps.mails.look();
  return { recoveryCodes };
}

/** For a session that began without a code: shows one now. Throws TOTP_WRONG, RATE_LIMITED. */
export async function showTotp({ deps, actor }: ActorContext, code: string): Promise<void> {
  await deps.signInLimits.beforeCode(actor.userId);
  await deps.db.transaction(async (tx) => {
    const { confirmedAt } = await takeCode(deps, tx, actor.userId, code);
    if (confirmedAt === null) throw new DomainError("TOTP_WRONG");
    await markSecondFactor(tx, actor.sessionId, deps.now());
  });
  await deps.signInLimits.afterCode(actor.userId);
}

/** New recovery codes; the old ones are no longer good. Throws TOTP_WRONG, RATE_LIMITED. */
export async function renewRecoveryCodes(
  { deps, actor }: ActorContext,
  code: string,
): Promise<RecoveryCodes> {
  await deps.signInLimits.beforeCode(actor.userId);
  const recoveryCodes = newRecoveryCodes();
  await deps.db.transaction(async (tx) => {
    const { confirmedAt } = await takeCode(deps, tx, actor.userId, code);
    if (confirmedAt === null) throw new DomainError("TOTP_WRONG");
    await updateSecondFactor(tx, actor.userId, { recoveryHashes: recoveryCodes.map(hashRecoveryCode) });
    const deed = { id: deps.newId(), at: deps.now(), actorId: actor.userId, subjectId: actor.userId };
    await recordDeed(tx, { ...deed, action: "second-factor.renew" });
  });
  await deps.signInLimits.afterCode(actor.userId);
  return { recoveryCodes };
}

/** Codes are no longer asked for. Needs the password and a code. Throws CREDENTIALS_WRONG, TOTP_WRONG, RATE_LIMITED. */
export async function disableTotp(
  ctx: ActorContext,
  { password, code }: DisableTotpInput,
  caller: Caller,
): Promise<void> {
  const { deps, actor } = ctx;
  await confirmPassword(ctx, password, caller);
  await deps.signInLimits.beforeCode(actor.userId);
  const now = deps.now();
  await deps.db.transaction(async (tx) => {
    await takeCode(deps, tx, actor.userId, code);
    await deleteSecondFactor(tx, actor.userId);
    const mail = { topic: "mail.second-factor-off" as const, userId: actor.userId };
    await orderMail(tx, mail, { id: deps.newId(), at: now });
    const deed = { id: deps.newId(), at: now, actorId: actor.userId, subjectId: actor.userId };
    await recordDeed(tx, { ...deed, action: "second-factor.off" });
  });
  await deps.signInLimits.afterCode(actor.userId);
  deps.mails.look();
}
