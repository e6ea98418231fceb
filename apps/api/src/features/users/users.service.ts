import type { UpdateMeInput, User } from "@fluentfusion/contract";
import { brokenConstraint } from "../../shared/classify-error.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { findUserById } from "../auth/auth.queries.ts";
import { toUser } from "./to-user.ts";
import { updateUser, type UserChange } from "./users.queries.ts";

export async function getMe({ deps, actor }: ActorContext): Promise<User> {
  const row = await findUserById(deps.db, actor.userId);
  if (row === null) throw new DomainError("UNAUTHENTICATED");
  return toUser(row);
}

/** Changes what is given. Throws USERNAME_TAKEN, or INPUT_INVALID when both languages would be the same. */
export async function updateMe({ deps, actor }: ActorContext, input: UpdateMeInput): Promise<User> {
  const target = input.targetLanguage ?? actor.targetLanguage;
  const native = input.nativeLanguage ?? actor.nativeLanguage;
  if (target === native) {
    const issue = {
      path: ["nativeLanguage"],
      code: "same_language",
      message: "must differ from targetLanguage",
    };
    throw new DomainError("INPUT_INVALID", {}, [issue]);
  }
  const change = Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  ) as UserChange;
  if (Object.keys(change).length === 0) return getMe({ deps, actor });
  try {
    const row = await updateUser(deps.db, actor.userId, change);
    if (row === null) throw new DomainError("UNAUTHENTICATED");
    return toUser(row);
  } catch (error) {
    if (brokenConstraint(error) === "users_username_key") throw new DomainError("USERNAME_TAKEN");
    throw error;
  }
}
