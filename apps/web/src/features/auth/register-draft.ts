import { LIMITS } from "@fluentfusion/core";
import type { AppError } from "../../app-error.ts";
import type { MessageKey } from "../../messages/catalogue.ts";
import type { LearnerDraft } from "./learner-choices.tsx";

/** What makes an account. */
export interface AccountDraft {
  readonly username: string;
  readonly email: string;
  readonly password: string;
}

export interface RegisterDraft extends AccountDraft, LearnerDraft {}

type DraftField = "username" | "email" | "password" | "targetLanguage";

/** Which words stand under a field. */
type FixedKey = Extract<
  MessageKey,
  | "auth.username.bad"
  | "auth.email.bad"
  | "auth.password.hint"
  | "auth.password.common"
  | "auth.sameLanguage"
  | `error.${string}`
>;
export type DraftErrors = Partial<Record<DraftField, FixedKey>>;

const FIELD_WORDS: Record<DraftField, FixedKey> = {
  username: "auth.username.bad",
  email: "auth.email.bad",
  password: "auth.password.hint",
  targetLanguage: "auth.sameLanguage",
};

/** What can be said before sending; the server has the last word. */
export function accountErrors(draft: AccountDraft): DraftErrors {
  const errors: DraftErrors = {};
  const name = draft.username.trim().length;
  if (name < LIMITS.usernameMinChars || name > LIMITS.usernameMaxChars)
    errors.username = FIELD_WORDS.username;
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.email.trim())) errors.email = FIELD_WORDS.email;
  if (Array.from(draft.password).length < LIMITS.passwordMinChars) errors.password = FIELD_WORDS.password;
  return errors;
}

/** The same for a whole registration. */
export function draftErrors(draft: RegisterDraft): DraftErrors {
  const errors = accountErrors(draft);
  if (draft.targetLanguage === draft.nativeLanguage) errors.targetLanguage = FIELD_WORDS.targetLanguage;
  return errors;
}

/** The server's answer, brought to the fields that it is about. */
export function serverErrors(error: AppError): DraftErrors {
  if (error.code === "EMAIL_TAKEN") return { email: "error.EMAIL_TAKEN" };
  if (error.code === "USERNAME_TAKEN") return { username: "error.USERNAME_TAKEN" };
  const errors: DraftErrors = {};
  for (const issue of error.issues) {
    if (issue.code === "password_common") return { password: "auth.password.common" };
    const [field] = issue.path;
    if (field === "username" || field === "email" || field === "password") errors[field] = FIELD_WORDS[field];
    if (field === "newPassword") errors.password = FIELD_WORDS.password;
  }
  return errors;
}
