import type { Caller } from "../../shared/caller.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { findUserById, type UserRow } from "./auth.queries.ts";

/**
 * The account of a caller who has typed its password once more, for what a stolen session alone must not do.
 *
 * Throws CREDENTIALS_WRONG, RATE_LIMITED, and FORBIDDEN to a guest, who has none.
 */
export async function confirmPassword(
  { deps, actor }: ActorContext,
  password: string,
  { address }: Caller,
): Promise<UserRow & { email: string }> {
  const user = await findUserById(deps.db, actor.userId);
  if (user === null || user.email === null) throw new DomainError("FORBIDDEN");
  // A device that is signed in is known: nobody else can use up its tries.
  const from = { address, deviceId: actor.sessionId };
  const isRight = await deps.signInLimits.tryPassword(user.email, from, () =>
    deps.passwords.verify(user.passwordHash, password, "known"),
  );
  if (!isRight) throw new DomainError("CREDENTIALS_WRONG");
  await deps.signInLimits.afterPassword(user.email, from);
  return { ...user, email: user.email };
}
