import type { LessonPack } from "@fluentfusion/contract";
import { expect, test } from "vitest";
import { findLessons } from "./find-lessons.ts";

const entry = (text: string, translation: string) => ({ text, translation });

/** What is looked at, of a pack. */
const pack = (title: string, description: string, ...vocabulary: ReturnType<typeof entry>[]) =>
  ({ lesson: { title, description, content: { vocabulary, phrases: [] } } }) as unknown as LessonPack;

const PACKS = [
  pack("At the hotel", "A room, a key, and water for the night"),
  pack("Food and drink", "What is on the table", entry("amazi", "Water"), entry("icyayi", "thé")),
  pack("Water, please", "Asking politely"),
];
const found = (text: string) => findLessons(PACKS, text).map(({ title }) => title);

test("titles come before words, words before descriptions; case and accents do not matter", () => {
  expect(found("WATER")).toEqual(["Water, please", "Food and drink", "At the hotel"]);
  expect(found("the")).toEqual(["At the hotel", "Food and drink"]);
});

test("a word is found by its beginning, not by what is in its middle, and several only together", () => {
  expect(found("ama")).toEqual(["Food and drink"]);
  expect(found("mazi")).toEqual([]);
  expect(found("amazi icyayi")).toEqual(["Food and drink"]);
  expect(found("amazi hotel")).toEqual([]);
  expect(found(" ?! ")).toEqual([]);
});
