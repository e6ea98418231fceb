import type { Language, UserType } from "./vocabulary.ts";

/**
 * The language that a learner most likely speaks, for clients of the original API, which never asked.
 *
 * A worker in Rwanda speaks Kinyarwanda unless that is what they learn; a tourist speaks English, or French when
 * English is what they learn.
 */
export function likelyNativeLanguage(userType: UserType, target: Language): Language {
  if (userType === "tourism_worker" && target !== "kinyarwanda") return "kinyarwanda";
  return target === "english" ? "french" : "english";
}
