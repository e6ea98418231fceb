import type { EmergencyPack } from "@fluentfusion/contract";
import { plain } from "../../plain-text.ts";

export type EmergencyPhrase = EmergencyPack["phrases"][number];

/** What can be said as it is, such as "Mfasha!"; the rest are words. */
function isSentence({ english, kinyarwanda }: EmergencyPhrase): boolean {
  return /[.!?…]$/u.test(kinyarwanda ?? english ?? "");
}

/** The topics in the order of the pack, which begins with the call for help. */
export function topicsOf(phrases: readonly EmergencyPhrase[]): string[] {
  return [...new Set(phrases.map(({ topic }) => topic))];
}

/** What holds the words that are looked for, in any language, or else what belongs to the topic; sentences come first. */
export function findPhrases(
  phrases: readonly EmergencyPhrase[],
  { topic, search }: { topic: string; search: string },
): EmergencyPhrase[] {
  const wanted = plain(search.trim());
  const found = phrases.filter((phrase) =>
    wanted === ""
      ? phrase.topic === topic
      : [phrase.kinyarwanda, phrase.english, phrase.french].some((text) =>
          plain(text ?? "").includes(wanted),
        ),
  );
  return found.toSorted((a, b) => Number(isSentence(b)) - Number(isSentence(a)));
}
