import fc from "fast-check";
import { expect, test } from "vitest";
import { type ItemForms, meansTheSame } from "./same-meaning.ts";

const item = (kinyarwanda: string[], english: string[], french: string[] = []): ItemForms => ({
  targetLanguage: "kinyarwanda",
  accepted: { kinyarwanda, english, french },
});

const thanks = item(["Murakoze"], ["Thank you"], ["Merci"]);

test("a synonym, a corrected spelling and a better translation are the same item", () => {
  expect(meansTheSame(thanks, item(["Murakoze cyane", "Murakoze"], ["Thank you"]))).toBe(true);
  expect(meansTheSame(item(["Murakose"], ["Thank you"]), thanks)).toBe(true);
  expect(meansTheSame(thanks, item(["murakoze!"], ["Many thanks", "thank you"], ["Je vous remercie"]))).toBe(
    true,
  );
});

test("another word, another meaning or another language is another item", () => {
  expect(meansTheSame(thanks, item(["Amazi"], ["Water"]))).toBe(false);
  expect(meansTheSame(thanks, item(["Amazi"], ["Thank you"]))).toBe(false);
  expect(meansTheSame(thanks, item(["Murakoze"], ["Water"], ["Eau"]))).toBe(false);
  expect(meansTheSame(thanks, { ...thanks, targetLanguage: "english" })).toBe(false);
});

test("every item is itself, whichever way two are compared", () => {
  const forms = fc.uniqueArray(fc.constantFrom("murakoze", "murakose", "amazi", "muraho", "yego"), {
    maxLength: 3,
  });
  const items = fc.record({
    targetLanguage: fc.constant("kinyarwanda" as const),
    accepted: fc.record({ kinyarwanda: forms, english: forms, french: forms }),
  });
  fc.assert(
    fc.property(items, items, (a, b) => {
      expect(meansTheSame(a, a)).toBe(true);
      expect(meansTheSame(a, b)).toBe(meansTheSame(b, a));
    }),
  );
});
