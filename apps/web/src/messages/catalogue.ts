import type { Language } from "@fluentfusion/core";
import { fetchScript } from "../fetch-script.ts";
import { en } from "./en.ts";
import { typeset } from "./typeset.ts";

export type MessageKey = keyof typeof en;
type Sentence<Params> = (params: Params) => string;
type ParamsOf<K extends MessageKey> = (typeof en)[K] extends Sentence<infer Params> ? Params : never;

/** A complete set of messages: English sets the keys, and which of them need parameters. */
export type Messages = {
  readonly [K in MessageKey]: (typeof en)[K] extends string ? string : Sentence<ParamsOf<K>>;
};

/** The parameters after the key: none for a fixed text. */
export type Args<K extends MessageKey> = (typeof en)[K] extends string ? [] : [params: ParamsOf<K>];

export interface Catalogue {
  readonly language: Language;
  /** A language may lack messages: English then stands in, and says so by its `lang` attribute. */
  readonly messages: Partial<Messages>;
}

export const ENGLISH: Catalogue = { language: "english", messages: en };

/** The text of a message, and the language that it is in. */
export function say<K extends MessageKey>(
  catalogue: Catalogue,
  key: K,
  ...args: Args<K>
): { text: string; language: Language } {
  const own: unknown = catalogue.messages[key];
  const language = own === undefined ? "english" : catalogue.language;
  const message: unknown = own ?? en[key];
  const text = typeof message === "function" ? String(message(...args)) : String(message);
  return { text: typeset(text, language), language };
}

type NameKey = Extract<MessageKey, `language.${string}` | `category.${string}`>;

/** A name as a sentence says it: in the language that the sentence is in, which is English where it has no other words. */
export function nameWithin(catalogue: Catalogue, sentence: MessageKey, name: NameKey): string {
  return say(catalogue.messages[sentence] === undefined ? ENGLISH : catalogue, name).text;
}

/** Loads a language when it is asked for; English is always there. */
export async function loadCatalogue(language: Language): Promise<Catalogue> {
  switch (language) {
    case "english":
      return ENGLISH;
    case "french":
      return { language, messages: (await fetchScript(() => import("./fr.ts"))).fr };
    case "kinyarwanda":
      return { language, messages: (await fetchScript(() => import("./rw.ts"))).rw };
  }
}
