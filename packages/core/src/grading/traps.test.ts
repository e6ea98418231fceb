import { describe, expect, test } from "vitest";
import { LANGUAGES, type Language } from "../vocabulary.ts";
import { editDistance } from "./edit-distance.ts";
import { normaliseAnswer } from "./index.ts";
import { formsOf, gradeTyped, LEXICON } from "./testing/course.ts";

describe("an answer that means something else is wrong, and the reason says why", () => {
  test.each<[Language, string, string, string]>([
    ["kinyarwanda", "Ni byiza", "Si byiza", "polarity_flipped"],
    ["kinyarwanda", "Ndabizi", "Simbizi", "word_of_course"],
    ["kinyarwanda", "Birahenze", "Bidahenze", "polarity_flipped"],
    ["kinyarwanda", "Murakoze", "Urakoze", "word_of_course"],
    ["kinyarwanda", "Urashaka iki?", "Arashaka iki?", "subject_prefix_changed"],
    ["kinyarwanda", "Nzagaruka", "Nagaruka", "tense_prefix_changed"],
    ["kinyarwanda", "Ndashaka amazi", "Nashaka amazi", "tense_prefix_changed"],
    ["kinyarwanda", "ibiringiti", "igiringiti", "number_or_gender_changed"],
    ["kinyarwanda", "umugabo", "abagabo", "word_of_course"],
    ["kinyarwanda", "gatatu", "gatanu", "word_of_course"],
    ["kinyarwanda", "Mwiriwe", "Mwirirwe", "word_of_course"],
    ["english", "Turn left", "Turn lift", "too_far"],
    ["english", "I don't know", "I know", "polarity_flipped"],
    ["english", "I don't understand", "I can understand", "too_far"],
    ["english", "You can enter", "You can't enter", "polarity_flipped"],
    ["english", "Window", "Windows", "number_or_gender_changed"],
    ["english", "The shop is closed", "The shop is close", "verb_form_changed"],
    ["english", "Unlocked", "Locked", "real_word"],
    ["english", "Water", "Waiter", "real_word"],
    ["english", "A few rooms", "Few rooms", "too_far"],
    ["english", "To help", "Help", "word_of_course"],
    ["french", "Poisson", "poison", "real_word"],
    ["french", "C'est bon", "C'est non", "polarity_flipped"],
    ["french", "Je ne sais pas", "Je sais", "polarity_flipped"],
    ["french", "Où est l'hôpital ?", "Ou est l'hôpital ?", "word_of_course"],
    ["french", "Marché", "marche", "real_word"],
    ["french", "Je suis content", "Je suis contente", "number_or_gender_changed"],
    ["french", "Chambre", "Chambres", "number_or_gender_changed"],
    ["french", "La clé", "Le clé", "number_or_gender_changed"],
  ])("%s: %s is not %s", (language, accepted, typed, reason) => {
    expect(gradeTyped(language, accepted, typed)).toMatchObject({ outcome: "wrong", score: 0, reason });
  });

  test("a long negation that is mistyped is still understood", () => {
    expect(gradeTyped("french", "Il ne vient jamais", "Il ne vient jammais").outcome).toBe("almost");
  });
});

/** One step of grammar or an article for another is not this test's business: it is forgiven by rule. */
const ARTICLES = new Set("a an the le un la une l les des to".split(" "));

describe("no word of the course stands in the place of another", () => {
  test.each(LANGUAGES)("%s", { timeout: 60_000 }, (language) => {
    const words = [...LEXICON[language].words.values()].flat();
    const forgiven: string[] = [];
    for (const form of formsOf(language)) {
      const meant = normaliseAnswer(form, language).split(" ");
      for (const [place, word] of meant.entries()) {
        if (meant.length === 1 || ARTICLES.has(word)) continue;
        for (const other of words) {
          if (other === word || ARTICLES.has(other) || editDistance(word, other, 2) > 2) continue;
          const typed = meant.with(place, other).join(" ");
          if (normaliseAnswer(typed, language) === meant.join(" ")) continue;
          if (gradeTyped(language, form, typed).outcome !== "wrong") forgiven.push(`${form} <- ${typed}`);
        }
      }
    }
    expect(forgiven).toEqual([]);
  });
});
