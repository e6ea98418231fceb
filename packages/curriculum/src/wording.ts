import type { Language } from "@fluentfusion/core";
import type { Item } from "./course.ts";

/** Every right form of an item in a language, the main one first. */
export function formsOf(item: Item, language: Language): string[] {
  const { text, also, accepted } = item.wording[language];
  return [...new Set([text, ...also, ...accepted])];
}

/** What is shown as the meaning: "Child / children". */
export function meaningOf(item: Item, language: Language): string {
  const { text, also } = item.wording[language];
  return [text, ...also].join(" / ");
}

/** The meaning with what tells it from another item of the same text: "Thank you (to one person, familiar)". */
export function promptOf(item: Item, language: Language): string {
  const { hint } = item.wording[language];
  return hint === null ? meaningOf(item, language) : `${meaningOf(item, language)} (${hint})`;
}

export const kindOf = (item: Item): "word" | "phrase" => (item.partOfSpeech === "phrase" ? "phrase" : "word");
