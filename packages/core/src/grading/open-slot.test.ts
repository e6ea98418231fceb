import { describe, expect, test } from "vitest";
import type { Language } from "../vocabulary.ts";
import { gradeTyped } from "./testing/course.ts";

describe("a form that ends in a place for the learner's own words", () => {
  test.each<[Language, string, string]>([
    ["english", "My name is …", "My name is Marie"],
    ["english", "My name is …", "MY NAME IS Jean Claude."],
    ["english", "Do you have … ?", "Do you have cold milk?"],
    ["english", "I want …", "I want two big cups, please"],
    ["french", "Je m'appelle …", "Je m’appelle Uwase"],
    ["kinyarwanda", "Nitwa …", "Nitwa Mukamana"],
    ["kinyarwanda", "Ufite …?", "ufite umutaka?"],
  ])("%s: %s takes %s", (language, accepted, typed) => {
    expect(gradeTyped(language, accepted, typed)).toMatchObject({
      outcome: "correct",
      reason: "slot_filled",
      nearest: accepted,
    });
  });

  test("a slip before the slot is forgiven and shown where it is", () => {
    const verdict = gradeTyped("french", "Je m'appelle …", "Je m'apelle Marie");
    expect(verdict).toMatchObject({ outcome: "almost", reason: "typo_forgiven" });
    expect(verdict.edits).toHaveLength(1);
    expect(verdict.edits[0]?.answer.start).toBeLessThan("Je m'apelle".length);
  });

  test.each<[Language, string, string]>([
    ["english", "My name is …", "My name is not Marie"],
    ["english", "I want …", "I want water"],
    ["english", "My name is …", "Your name is Marie"],
    ["english", "My name is …", "My name is one two three four five"],
    ["french", "J'aime …", "J'aime pas Kigali"],
    ["english", "My name is Eric", "My name is Marie"],
  ])("%s: %s does not take %s", (language, accepted, typed) => {
    expect(gradeTyped(language, accepted, typed).outcome).toBe("wrong");
  });
});
