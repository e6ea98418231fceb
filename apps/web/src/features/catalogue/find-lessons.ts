import type { LessonPack } from "@fluentfusion/contract";
import { plain } from "../../plain-text.ts";

/** Whether a word of the text begins so. */
const holds = (text: string, word: string) =>
  ` ${text.replaceAll(/[^\p{L}\p{N}]+/gu, " ")}`.includes(` ${word}`);

/** Where all of the words begin: in the title best, then in the lesson's words, then in its description. */
function placeOf(
  { title, description, content }: LessonPack["lesson"],
  words: readonly string[],
): number | null {
  const entries = [...content.vocabulary, ...content.phrases].map(
    ({ text, translation }) => `${text} ${translation}`,
  );
  const places = [title, entries.join(" "), description].map(plain);
  const found = places.findIndex((place) => words.every((word) => holds(place, word)));
  return found === -1 ? null : found;
}

/** The lessons, of those on the device, with words that begin as what is looked for: in title, words of either language, or description. */
export function findLessons(packs: readonly LessonPack[], text: string): LessonPack["lesson"][] {
  const words = plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  if (words.length === 0) return [];
  return packs
    .flatMap(({ lesson }) => {
      const place = placeOf(lesson, words);
      return place === null ? [] : [{ lesson, place }];
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ lesson }) => lesson);
}
