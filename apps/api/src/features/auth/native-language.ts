import { type Language, likelyNativeLanguage, type UserType } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";

/** Nobody learns the language that they speak. */
export function sameLanguage(): DomainError {
  const message = "must differ from targetLanguage";
  return new DomainError("INPUT_INVALID", {}, [{ path: ["nativeLanguage"], code: "same_language", message }]);
}

/** The language that a new learner speaks, guessed where it is not said. Throws INPUT_INVALID when it is the one to learn. */
export function nativeLanguageOf(input: {
  userType: UserType;
  targetLanguage: Language;
  nativeLanguage?: Language | undefined;
}): Language {
  const native = input.nativeLanguage ?? likelyNativeLanguage(input.userType, input.targetLanguage);
  if (native === input.targetLanguage) throw sameLanguage();
  return native;
}
