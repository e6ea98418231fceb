import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Language } from "../vocabulary.ts";
import { buildLexicon, gradeAnswer } from "./index.ts";

const rows = JSON.parse(readFileSync(new URL("./fixtures/forms.json", import.meta.url), "utf8")) as [
  Language,
  string,
  string,
][];
const lexicon = buildLexicon(rows.map(([language, text, itemId]) => ({ language, text, itemId })));

test.each<[Language, string, string]>([
  ["kinyarwanda", "Ni byiza", "Si byiza"],
  ["english", "Turn left", "Turn lift"],
  ["french", "C'est bon", "C'est non"],
])("%s: %s is not %s", (language, accepted, text) => {
  const key = { kind: "type", accepted: [accepted] } as const;
  const verdict = gradeAnswer({
    key,
    response: { kind: "type", text },
    answerLanguage: language,
    strict: false,
    lexicon,
  });
  expect(verdict.outcome).toBe("wrong");
});
