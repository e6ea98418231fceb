import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../vocabulary.ts";
import { foldText } from "./fold-text.ts";
import { gradeAnswer, normaliseAnswer } from "./index.ts";
import { FORMS, gradeTyped, LEXICON } from "./testing/course.ts";
import { slipsOf } from "./testing/slips.ts";

const form = fc.constantFrom(...FORMS);
const language = fc.constantFrom(...LANGUAGES);
/** Any UTF-16, lone surrogates included. */
const anyText = fc.string({ unit: "binary", maxLength: 80 });

/** An accepted form with what a learner may type for it: another form, a slip, or itself. */
const attempt = form.chain((meant) => {
  const slips = [...slipsOf(meant.text, meant.language)].map((slip) => slip.typed);
  const others = FORMS.filter((other) => other.language === meant.language).map((other) => other.text);
  const typed = fc.oneof(fc.constantFrom(meant.text, ...slips), fc.constantFrom(...others));
  return fc.record({ meant: fc.constant(meant), typed });
});

const DISGUISES: readonly ((text: string) => string)[] = [
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize("NFD"),
  (text) => text.normalize("NFKC"),
  (text) => text.normalize("NFKD"),
  (text) => `  ${text.replaceAll(" ", "\u00a0 ")} !…`,
  (text) => text.replaceAll("'", "’"),
  (text) => text.replaceAll("'", "´"),
  (text) => `“${text}”`,
  (text) => text.replaceAll(" ", " \u200b"),
];

describe("laws of grading", () => {
  test("every accepted form is right as authored", () => {
    fc.assert(
      fc.property(form, ({ language, text }) => {
        expect(gradeTyped(language, text, text)).toMatchObject({ outcome: "correct", reason: "exact" });
      }),
    );
  });

  test("case, punctuation and Unicode composition change no outcome", () => {
    fc.assert(
      fc.property(attempt, fc.constantFrom(...DISGUISES), ({ meant, typed }, disguise) => {
        const plain = gradeTyped(meant.language, meant.text, typed);
        const disguised = gradeTyped(meant.language, meant.text, disguise(typed));
        expect(disguised.outcome).toBe(plain.outcome);
        const authored = gradeTyped(meant.language, disguise(meant.text), typed);
        expect(authored.outcome).toBe(plain.outcome);
      }),
      { numRuns: 1000 },
    );
  });

  test("whatever is typed gets a verdict", () => {
    fc.assert(
      fc.property(
        language,
        fc.array(anyText, { maxLength: 3 }),
        anyText,
        fc.boolean(),
        (language, accepted, text, strict) => {
          const response = { kind: "type", text } as const;
          const input = {
            key: { kind: "type", accepted } as const,
            response,
            answerLanguage: language,
            strict,
          };
          const verdict = gradeAnswer({ ...input, lexicon: LEXICON });
          expect(verdict.score).toBe(verdict.outcome === "wrong" ? 0 : 1);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test("sameness goes both ways", () => {
    fc.assert(
      fc.property(attempt, ({ meant, typed }) => {
        const there = normaliseAnswer(meant.text, meant.language) === normaliseAnswer(typed, meant.language);
        if (!there) return;
        expect(gradeTyped(meant.language, meant.text, typed).outcome).toBe("correct");
        expect(gradeTyped(meant.language, typed, meant.text).outcome).toBe("correct");
      }),
      { numRuns: 1000 },
    );
  });

  test("mending the marked places gives the accepted form", () => {
    fc.assert(
      fc.property(attempt, ({ meant, typed }) => {
        const { edits, nearest } = gradeTyped(meant.language, meant.text, typed);
        if (edits.length === 0 || nearest === null) return;
        let mended = "";
        let at = 0;
        for (const { answer, nearest: span } of edits) {
          mended += typed.slice(at, answer.start) + nearest.slice(span.start, span.end);
          at = answer.end;
        }
        mended += typed.slice(at);
        const [whole, form] = [mended, nearest].map((text) => foldText(text, meant.language).text);
        // What fills an open slot is the learner's own.
        if (nearest.includes("…")) expect(`${whole} `.startsWith(`${form} `)).toBe(true);
        else expect(whole).toBe(form);
      }),
      // "œ" is two letters where letters are compared.
      {
        numRuns: 1000,
        examples: [[{ meant: { language: "french", text: "Jour", itemId: "tra-107" }, typed: "Cœur" }]],
      },
    );
  });

  test("more tolerance never makes a right answer wrong", () => {
    fc.assert(
      fc.property(attempt, ({ meant, typed }) => {
        const key = { kind: "type", accepted: [meant.text] } as const;
        const input = { key, response: { kind: "type", text: typed } as const, lexicon: LEXICON };
        const strict = gradeAnswer({ ...input, answerLanguage: meant.language, strict: true });
        const lenient = gradeAnswer({ ...input, answerLanguage: meant.language, strict: false });
        expect(lenient.score).toBeGreaterThanOrEqual(strict.score);
      }),
    );
  });
});
