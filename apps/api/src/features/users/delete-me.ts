import type { DeleteMeInput } from "@fluentfusion/contract";
import type { Actor } from "../../shared/actor.ts";
import type { Caller } from "../../shared/caller.ts";
import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";
import { lockAdmins, lockUser } from "../admin/admin.queries.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import { findUserById } from "../auth/auth.queries.ts";
import { erasePerson } from "./personal-data.queries.ts";

/** Guests have no password; everyone else says theirs, within the limits on guessing it. */
async function confirm(
  deps: Deps,
  userId: string,
  password: string | undefined,
  address: string,
): Promise<void> {
  const user = await findUserById(deps.db, userId);
  if (user === null || user.email === null) return;
  if (password === undefined) throw new DomainError("CREDENTIALS_WRONG");
  await deps.signInLimits.beforePassword(user.email, address);
  if (!(await deps.passwords.verify(user.passwordHash, password))) throw new DomainError("CREDENTIALS_WRONG");
  await deps.signInLimits.afterPassword(user.email, address);
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
  { address }: Caller,
): Promise<void> {
  await confirm(deps, actor.userId, password, address);
  await deps.db.transaction(async (tx) => {
    if (actor.role === "admin") {
      const admins = await lockAdmins(tx);
      if (admins.length === 1) throw new DomainError("FORBIDDEN", { reason: "last_admin" });
    }
    // An answer on its way waits here, and then finds no account.
    await lockUser(tx, actor.userId);
    await erasePerson(tx, actor.userId);
    const deed = { id: deps.newId(), at: deps.now(), actorId: actor.userId, subjectId: actor.userId };
    await recordDeed(tx, { ...deed, action: "account.delete" });
  });
}
