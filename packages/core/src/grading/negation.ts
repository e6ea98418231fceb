import type { Language } from "../vocabulary.ts";

/** Words that turn a sentence round. None is ever added, dropped or mistyped by leave of the grader. */
const NEGATIONS: Readonly<Record<Language, ReadonlySet<string>>> = {
  english: new Set("not no never none nothing nobody nowhere neither nor without yes".split(" ")),
  french: new Set("ne n pas plus non jamais rien personne aucun aucune ni sans oui si".split(" ")),
  kinyarwanda: new Set("oya yego nta ntabwo nti si ntacyo".split(" ")),
};

export function isNegation(word: string, language: Language): boolean {
  return NEGATIONS[language].has(word);
}

/** English needs a helper beside "not" that the plain sentence does without: I know, I do not know. */
const HELPERS = new Set(["do", "does", "did"]);

/** Whether two answers say the same but for words of negation. */
export function differOnlyInNegation(
  a: readonly string[],
  b: readonly string[],
  language: Language,
): boolean {
  const idle = (word: string) => isNegation(word, language) || (language === "english" && HELPERS.has(word));
  const rest = (words: readonly string[]) => words.filter((word) => !idle(word)).join(" ");
  const signs = (words: readonly string[]) => words.filter((word) => isNegation(word, language)).join(" ");
  return signs(a) !== signs(b) && rest(a) === rest(b);
}
