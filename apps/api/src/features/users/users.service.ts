import type { UpdateMeInput, User } from "@fluentfusion/contract";
import { brokenConstraint } from "../../shared/classify-error.ts";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { findUserById } from "../auth/auth.queries.ts";
import { sameLanguage } from "../auth/native-language.ts";
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
  if (target === native) throw sameLanguage();
  const change = Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  ) as UserChange;
  if (Object.keys(change).length === 0) return getMe({ deps, actor });
  try {
    const row = await updateUser(deps.db, actor.userId, change);
    if (row === null) throw new DomainError("UNAUTHENTICATED");
    return toUser(row);
  } catch (error) {
    const broken = brokenConstraint(error);
    if (broken === "users_username_key") throw new DomainError("USERNAME_TAKEN");
    // Another change at the same time, which this one did not see, set the other language.
    if (broken === "users_languages_differ") throw sameLanguage();
    throw error;
  }
}
