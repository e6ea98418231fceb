import type { Language } from "@fluentfusion/core";
import type { Task } from "./choice.ts";
import type { LessonDraft } from "./lesson-draft.ts";

/** Whether what is to be typed can be copied from what is read: "Restaurant" for "Restaurant", whatever the accents. */
export function givesItselfAway({ index }: LessonDraft, { prompt, key }: Task): boolean {
  if (!("accepted" in key) || (prompt.kind !== "type" && prompt.kind !== "cloze")) return false;
  const read = prompt.kind === "type" ? prompt.text : prompt.hint;
  const words = (text: string, language: Language) =>
    index.normal(text, language).normalize("NFD").replaceAll(/\p{M}/gu, "");
  const language = prompt.answerLanguage;
  const shown = ` ${words(read, language)} `;
  return key.accepted.some((form) => shown.includes(` ${words(form, language)} `));
}
