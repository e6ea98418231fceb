import { describe, expect, test } from "vitest";
import type { ExerciseKey, ExerciseResponse } from "../exercise.ts";
import type { Language } from "../vocabulary.ts";
import { gradeAnswer, normaliseAnswer, ResponseMismatchError } from "./index.ts";
import { gradeTyped, LEXICON } from "./testing/course.ts";

function grade(key: ExerciseKey, response: ExerciseResponse, strict = false, language: Language = "english") {
  return gradeAnswer({ key, response, answerLanguage: language, strict, lexicon: LEXICON });
}

describe("every kind of exercise", () => {
  test("a picked option is right or wrong", () => {
    const key = { kind: "choice", optionId: "a" } as const;
    expect(grade(key, { kind: "choice", optionId: "a" })).toMatchObject({ outcome: "correct", score: 1 });
    const wrong = grade(key, { kind: "choice", optionId: "b" });
    expect(wrong).toMatchObject({ outcome: "wrong", score: 0, reason: "wrong_option", nearest: null });
  });

  test("words in the right order are right; a wrong order is no typing slip", () => {
    const key = { kind: "order", accepted: ["I don't understand"] } as const;
    expect(grade(key, { kind: "order", tokens: ["I", "don't", "understand"] }).outcome).toBe("correct");
    const wrong = grade(key, { kind: "order", tokens: ["don't", "I", "understand"] });
    expect(wrong).toMatchObject({ outcome: "wrong", reason: "order_wrong", nearest: "I don't understand" });
    expect(grade(key, { kind: "order", tokens: [] }).reason).toBe("empty");
  });

  test("a matching scores the share of right pairs", () => {
    const key = {
      kind: "match",
      pairs: [
        ["1", "a"],
        ["2", "b"],
        ["3", "c"],
        ["4", "d"],
      ],
    } as const;
    const swapped = grade(key, {
      kind: "match",
      pairs: [
        ["1", "a"],
        ["2", "b"],
        ["3", "d"],
        ["4", "c"],
      ],
    });
    expect(swapped).toMatchObject({ outcome: "wrong", score: 0.5, reason: "pairs_wrong" });
    expect(grade(key, { kind: "match", pairs: key.pairs }).outcome).toBe("correct");
  });

  test("pairing everything with everything earns nothing", () => {
    const sides = ["1", "2"].flatMap((left) => ["a", "b"].map((right) => [left, right] as const));
    const verdict = grade(
      {
        kind: "match",
        pairs: [
          ["1", "a"],
          ["2", "b"],
        ],
      },
      { kind: "match", pairs: sides },
    );
    expect(verdict).toMatchObject({ outcome: "wrong", score: 0 });
  });

  test("a self check is taken at its word", () => {
    const known = grade({ kind: "self_check" }, { kind: "self_check", knew: true });
    expect(known).toMatchObject({ outcome: "correct", score: 1, reason: "self_reported" });
    const unknown = grade({ kind: "self_check" }, { kind: "self_check", knew: false });
    expect(unknown).toMatchObject({ outcome: "wrong", score: 0, reason: "self_reported" });
  });

  test("whoever does not know may say so anywhere", () => {
    for (const key of [
      { kind: "choice", optionId: "a" },
      { kind: "type", accepted: ["Yes"] },
    ] as const) {
      expect(grade(key, { kind: "skip" })).toMatchObject({ outcome: "skipped", score: 0, reason: "skipped" });
    }
  });

  test("a response of another kind is the caller's error", () => {
    const key = { kind: "type", accepted: ["Yes"] } as const;
    expect(() => grade(key, { kind: "cloze", text: "Yes" })).toThrow(ResponseMismatchError);
    expect(() => grade(key, { kind: "choice", optionId: "Yes" })).toThrow(RangeError);
  });

  test("an empty answer says that it is empty", () => {
    expect(gradeTyped("english", "Yes", "  ?! ")).toMatchObject({ outcome: "wrong", reason: "empty" });
  });
});

describe("what counts as the same answer", () => {
  test.each<[Language, string, string, string]>([
    ["english", "Hello", "Hello", "exact"],
    ["english", "Where is the market?", "  where IS the market ", "normalised"],
    ["english", "I don't know", "I do not know", "contraction"],
    ["english", "I'm tired", "I am tired.", "contraction"],
    ["english", "I don't know", "I don’t know", "normalised"],
    ["english", "Twenty-one", "21", "numeral"],
    ["english", "Hospital", "the hospital", "function_word"],
    ["french", "Œufs", "oeufs", "normalised"],
    ["french", "J'ai faim", "jʼai faim", "normalised"],
    ["french", "Trois", "3", "numeral"],
    ["french", "Hôtel", "l'hôtel", "function_word"],
    ["kinyarwanda", "cumi n'icyenda", "19", "numeral"],
    ["kinyarwanda", "Mwirirwe", "Mwilirwe", "normalised"],
    ["kinyarwanda", "umujyi", "umugi", "spelling_variant"],
    ["kinyarwanda", "Nta kibazo", "ntakibazo", "spacing"],
  ])("%s: %s = %s (%s)", (language, accepted, typed, reason) => {
    const verdict = gradeTyped(language, accepted, typed);
    expect(verdict).toMatchObject({ outcome: "correct", score: 1, reason, nearest: accepted, edits: [] });
  });

  test.each<[Language, string, string, string]>([
    ["english", "I don't know", "I dont know", "apostrophe_missing"],
    ["english", "Where is the market?", "where is market", "function_word"],
    ["english", "Hospital", "hopsital", "typo_forgiven"],
    ["french", "Où est l'hôpital ?", "où est l'hopital", "accent_missing"],
    ["french", "À bientôt", "A bientot", "accent_missing"],
    ["french", "J'ai faim", "jai faim", "spacing"],
    ["french", "Clé", "la clé", "function_word"],
    ["kinyarwanda", "Murakoze", "Murakose", "typo_forgiven"],
  ])("%s: %s, typed %s, is right with a slip (%s)", (language, accepted, typed, reason) => {
    const verdict = gradeTyped(language, accepted, typed);
    expect(verdict).toMatchObject({ outcome: "almost", score: 1, reason, nearest: accepted });
    expect(verdict.edits).not.toEqual([]);
  });

  test("numbers are digits only where the words were verified", () => {
    expect(normaliseAnswer("mirongo itatu", "kinyarwanda")).toBe("30");
    expect(normaliseAnswer("abana batatu", "kinyarwanda")).toBe("abana batatu");
    expect(normaliseAnswer("1,500 francs", "english")).toBe("1500 francs");
    expect(normaliseAnswer("this one", "english")).toBe("this one");
  });

  test("an apostrophe typed as a detached accent survives decomposition", () => {
    expect(normaliseAnswer("l´hôtel".normalize("NFKD"), "french")).toBe("l hôtel");
  });
});

test("the edits show where the slip is, in both texts", () => {
  const verdict = gradeTyped("english", ["Airport", "Hospital"], "Hopsital!");
  expect(verdict.nearest).toBe("Hospital");
  expect(verdict.edits).toEqual([
    { op: "replace", answer: { start: 2, end: 4 }, nearest: { start: 2, end: 4 } },
  ]);
});

test("a synonym on the list is as good as the first form", () => {
  const forms = ["isabune", "isabuni"];
  expect(gradeTyped("kinyarwanda", forms, "isabuni")).toMatchObject({
    outcome: "correct",
    nearest: "isabuni",
  });
});

describe("strict items", () => {
  const key = { kind: "type", accepted: ["J'ai mal à la tête"] } as const;
  const typed = (text: string) => grade(key, { kind: "type", text }, true, "french");

  test("a slip of letters is not forgiven", () => {
    expect(typed("J'ai mal à la têtte")).toMatchObject({ outcome: "wrong" });
    const hospital = grade(
      { kind: "type", accepted: ["Hospital"] },
      { kind: "type", text: "Hopsital" },
      true,
    );
    expect(hospital).toMatchObject({ outcome: "wrong", reason: "strict_no_tolerance" });
  });

  test("a missing accent, another case or apostrophe still is", () => {
    expect(typed("j’ai mal à la TETE").outcome).toBe("almost");
    expect(typed("j’ai mal à la tête").outcome).toBe("correct");
  });
});
