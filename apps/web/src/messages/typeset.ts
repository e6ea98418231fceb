import type { Language } from "@fluentfusion/core";

/** A text as it is set: no line of French begins with the sign that ends the word before. */
export function typeset(text: string, language: Language): string {
  return language === "french" ? text.replaceAll(/ (?=[:;?!»%])|(?<=«) /g, "\u00A0") : text;
}
