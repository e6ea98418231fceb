import { readFileSync } from "node:fs";
import { BADGES, RECOMMENDATION_REASONS, TERM_CODES } from "@fluentfusion/core";
import { COURSE_FOLDER, type Item, readCourse } from "@fluentfusion/curriculum";
import { beforeAll, expect, test } from "vitest";
import { messagesToCheck } from "../../scripts/messages-to-check.ts";
import { REGISTERS } from "../features/lesson/registers.ts";
import { enStaff } from "../features/staff/en-staff.ts";
import { frStaff } from "../features/staff/fr-staff.ts";
import { ENGLISH, loadCatalogue, nameWithin, say } from "./catalogue.ts";
import { frBadges } from "./fr-badges.ts";
import { preferredLanguage } from "./language-tags.ts";
import { rw } from "./rw.ts";
import { rwSources } from "./rw-sources.ts";

let items: ReadonlyMap<string, Item>;
let list: string;

beforeAll(async () => {
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  items = new Map(read.course.items.map((item) => [item.id, item]));
  list = messagesToCheck(read.course);
});

test("every Kinyarwanda message is a phrase of the course with high confidence, as it stands there", () => {
  const verified = Object.keys(rw).map((key) => {
    const item = items.get(rwSources[key as keyof typeof rw]);
    return [key, item?.confidence, item?.wording.kinyarwanda.text.toLowerCase()];
  });
  expect(verified).toEqual(Object.entries(rw).map(([key, text]) => [key, "high", text.toLowerCase()]));
});

test("what a speaker should check is listed as it is now", () => {
  expect(readFileSync(new URL("../../messages-to-check.md", import.meta.url), "utf8")).toBe(list);
});

test("a message without Kinyarwanda words is English and says so", async () => {
  const kinyarwanda = await loadCatalogue("kinyarwanda");
  expect(say(kinyarwanda, "sitting.continue")).toEqual({ text: "Komeza", language: "kinyarwanda" });
  expect(say(kinyarwanda, "sitting.check")).toEqual({ text: "Check", language: "english" });
});

test("a sentence that is in English for want of Kinyarwanda has its names in English, too", async () => {
  const kinyarwanda = await loadCatalogue("kinyarwanda");
  expect(say(kinyarwanda, "language.english").text).toBe("Icyongereza");
  expect(nameWithin(kinyarwanda, "exercise.type", "language.english")).toBe("English");
  expect(nameWithin(await loadCatalogue("french"), "exercise.type", "language.english")).toBe("Anglais");
});

test("plurals follow each language: in French zero is singular", async () => {
  const french = await loadCatalogue("french");
  expect(say(french, "home.exercises", { count: 0 }).text).toBe("0 exercice");
  expect(say(ENGLISH, "home.exercises", { count: 0 }).text).toBe("0 exercises");
  expect(say(ENGLISH, "home.exercises", { count: 1 }).text).toBe("1 exercise");
});

test("no line of French begins with the sign that ends the word before", async () => {
  const french = await loadCatalogue("french");
  expect(say(french, "auth.forgot").text).toBe("Mot de passe oublié\u00A0?");
  expect(say(ENGLISH, "auth.forgot").text).toBe("Forgot your password?");
});

test("no sentence speaks of one thing as of several", async () => {
  const { messages: french } = await loadCatalogue("french");
  const counts = "all answers choices count days done kept learners right solved total uses xp".split(" ");
  const ones = new Proxy({}, { get: (_, name) => (counts.includes(String(name)) ? 1 : "Kivu") });
  const said = [ENGLISH.messages, enStaff, french, frStaff].flatMap((messages) =>
    Object.values(messages).map((message) =>
      typeof message === "function" ? (message as (params: object) => string)(ones) : message,
    ),
  );
  expect(said).toContain("1 day in a row");
  const isPlural = /\b1 (?!is\b|was\b)(?:\p{L}+s|people|are|were|sont|étaient)(?!\p{L})/u;
  expect(said.filter((text) => isPlural.test(text))).toEqual([]);
});

test("what the course says of when a form is said has words in English and French", () => {
  const said = new Set([...items.values()].flatMap(({ register }) => register ?? []));
  expect(said.size).toBeGreaterThan(5);
  expect([...said].filter((register) => REGISTERS[register] === undefined)).toEqual([]);
});

test("every badge has French words", () => {
  expect(Object.keys(frBadges).toSorted()).toEqual(BADGES.map((badge) => badge.id).toSorted());
});

test("every reason that a lesson is recommended for has words, and each part of a score", () => {
  const keys = [
    ...RECOMMENDATION_REASONS.map((code) => `reason.${code}`),
    ...TERM_CODES.map((code) => `choice.term.${code}`),
  ];
  expect(Object.keys(ENGLISH.messages)).toEqual(expect.arrayContaining(keys));
});

test("the browser's first language that the app speaks is taken, else English", () => {
  expect(preferredLanguage(["de-CH", "fr-BE", "en"])).toBe("french");
  expect(preferredLanguage(["rw-RW"])).toBe("kinyarwanda");
  expect(preferredLanguage(["de"])).toBe("english");
});
