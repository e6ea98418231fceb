import { expect, test } from "vitest";
import { type EmergencyPhrase, findPhrases, topicsOf } from "./find-phrases.ts";

const phrase = (id: string, topic: string, words: readonly [string, string, string]): EmergencyPhrase => {
  const [kinyarwanda, english, french] = words;
  return { id, topic, kinyarwanda, english, french, review: false };
};

const PHRASES = [
  phrase("1", "help", ["ubufasha", "Help", "Aide"]),
  phrase("2", "help", ["Mfasha!", "Help me!", "Aidez-moi !"]),
  phrase("3", "medical", ["ibitaro", "Hospital", "Hôpital"]),
  phrase("4", "medical", ["Ibitaro biri he?", "Where is the hospital?", "Où est l'hôpital ?"]),
];
const found = (topic: string, search = "") => findPhrases(PHRASES, { topic, search }).map(({ id }) => id);

test("a topic shows what can be said at once before single words, else in the order of the course", () => {
  expect(topicsOf(PHRASES)).toEqual(["help", "medical"]);
  expect(found("help")).toEqual(["2", "1"]);
});

test("words are found in every topic and language, whatever their case and accents", () => {
  expect(found("help", " HOPITAL ")).toEqual(["4", "3"]);
  expect(found("help", "hôpital")).toEqual(["4", "3"]);
  expect(found("medical", "mfasha")).toEqual(["2"]);
  expect(found("medical", "nowhere")).toEqual([]);
});
