import { DIFFICULTIES } from "@fluentfusion/core";
import { z } from "zod";
import { ItemId, line, Phrase } from "./text-fields.ts";

/** One item in one language. */
const Wording = z.strictObject({
  text: Phrase.describe("The main form, which is taught. … marks what the speaker fills in."),
  also: z
    .array(Phrase)
    .max(5)
    .default([])
    .describe('Forms shown beside the text as equally good: "Child / children".'),
  accepted: z.array(Phrase).max(20).default([]).describe("Further right answers, which are not shown."),
  hint: Phrase.nullable()
    .default(null)
    .describe(
      "Shown in brackets with the text, to tell it from another item of the same text. Never holds the answer.",
    ),
});

/** A word or phrase with all that is known of it. */
export const AuthoredItem = z.strictObject({
  id: ItemId.describe("Never used again for another item: learners' memories hang on it."),
  kinyarwanda: Wording.describe("In Kinyarwanda, as the sources attest it; never made up."),
  english: Wording.describe("In English."),
  french: Wording.describe("In French."),
  partOfSpeech: z
    .enum([
      "phrase",
      "noun",
      "noun phrase",
      "verb",
      "verb phrase",
      "verb (imperative)",
      "adjective",
      "adverb",
      "preposition",
      "interjection",
      "numeral",
      "question word",
    ])
    .describe("What kind of word or phrase it is."),
  topic: z
    .string()
    .regex(/^[a-z]{1,30}$/, "must be one lower-case word")
    .describe(
      "What it is about, in one word: wrong options are chosen from the lesson, then from the same topic.",
    ),
  register: line(60)
    .nullable()
    .default(null)
    .describe('How or to whom one speaks so, such as "singular/familiar" or "counting".'),
  difficulty: z.enum(DIFFICULTIES).describe("For whom it is."),
  confidence: z
    .enum(["high", "medium"], {
      error: "must be high or medium: weaker items are not taught",
    })
    .describe(
      "high: at least two independent strong sources. medium: fewer, so only recognised until a speaker agrees.",
    ),
  review: z
    .boolean()
    .default(false)
    .describe("Whether a speaker should look at it: true of every medium item, and of no other."),
  sources: z
    .array(line(250))
    .min(1)
    .max(40)
    .describe("Who attests it: ids of sources.yaml, each with the place in that source after a space."),
  note: line(400).nullable().default(null).describe("For authors; learners do not see it."),
});

export const ItemFile = z.array(AuthoredItem).min(1).max(500);
