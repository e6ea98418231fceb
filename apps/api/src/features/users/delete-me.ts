import type { DeleteMeInput } from "@fluentfusion/contract";
import type { Actor } from "../../shared/actor.ts";
import type { Caller } from "../../shared/caller.ts";
import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { lockAdmins, lockUser } from "../admin/admin.queries.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { findUserById } from "../auth/auth.queries.ts";
import { confirmPassword } from "../auth/confirm-password.ts";
import { removeMailsTo } from "../mail/mail.queries.ts";
import { erasePerson } from "./personal-data.queries.ts";

/** The address that an account has. Guests have no password; everyone else says theirs, within the limits on guessing it. */
async function confirm(
  ctx: ActorContext,
  password: string | undefined,
  caller: Caller,
): Promise<string | null> {
  const user = await findUserById(ctx.deps.db, ctx.actor.userId);
  if (user === null || user.email === null) return null;
  if (password === undefined) throw new DomainError("CREDENTIALS_WRONG");
  await confirmPassword(ctx, password, caller);
  return user.email;
}

/**
 * Takes the account and everything that its person did, for good and at once. What stays is a line that an account with
 * this id was deleted.
 *
 * Throws CREDENTIALS_WRONG, and FORBIDDEN to the last admin.
 */
export async function deleteMe(
  { systemDeps: deps, actor }: { systemDeps: Deps; actor: Actor },
  { password }: DeleteMeInput,
  caller: Caller,
): Promise<void> {
  const email = await confirm({ deps, actor }, password, caller);
  await deps.db.transaction(async (tx) => {
    if (actor.role === "admin") {
      const admins = await lockAdmins(tx);
      if (admins.length === 1) throw new DomainError("FORBIDDEN", { reason: "last_admin" });
    }
    // An answer on its way waits here, and then finds no account.
    await lockUser(tx, actor.userId);
    await erasePerson(tx, actor.userId);
    if (email !== null) await removeMailsTo(tx, email);
    const deed = { id: deps.newId(), at: deps.now(), actorId: actor.userId, subjectId: actor.userId };
    await recordDeed(tx, { ...deed, action: "account.delete" });
  });
}
