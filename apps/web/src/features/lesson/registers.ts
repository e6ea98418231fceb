import type { Language } from "@fluentfusion/core";

/** What the course's files say of a form, in words for learners. */
export const REGISTERS: Readonly<Record<string, Readonly<Record<Exclude<Language, "kinyarwanda">, string>>>> =
  {
    counting: { english: "when counting", french: "pour compter" },
    singular: { english: "for one", french: "au singulier" },
    imperative: { english: "a request", french: "une demande" },
    "imperative sg.": { english: "a request, to one person", french: "une demande, à une seule personne" },
    "imperative, strong": { english: "a strong request", french: "une demande pressante" },
    "plural/respectful": {
      english: "to several people, or with respect",
      french: "à plusieurs personnes, ou avec respect",
    },
    "plural/respectful; safe default": {
      english: "to several people, or with respect; always safe",
      french: "à plusieurs personnes, ou avec respect ; toujours sûr",
    },
    "singular/familiar": {
      english: "to one person you know well",
      french: "à une personne que l'on connaît bien",
    },
    "singular; Mumbabarire is plural/polite": {
      english: "to one person; to several, or politely: Mumbabarire",
      french: "à une seule personne ; à plusieurs, ou poliment : Mumbabarire",
    },
    informal: { english: "informal", french: "familier" },
    "informal, peers only": {
      english: "informal, among friends only",
      french: "familier, entre amis seulement",
    },
    "informal, Swahili loan": { english: "informal, from Swahili", french: "familier, venu du swahili" },
    polite: { english: "polite", french: "poli" },
    respectful: { english: "respectful", french: "respectueux" },
    "neutral; of a place": { english: "neutral; of a place", french: "neutre ; pour un lieu" },
    "Swahili loan": { english: "from Swahili", french: "venu du swahili" },
    "French loan": { english: "from French", french: "venu du français" },
  };
