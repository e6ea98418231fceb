import { DIFFICULTIES } from "@fluentfusion/core";
import { z } from "zod";
import { ItemId, line, Phrase } from "./text-fields.ts";

/** One item in one language. */
const Wording = z.strictObject({
  /** The main form, which is taught. */
  text: Phrase,
  /** Forms shown beside it as equally good: "Child / children". */
  also: z.array(Phrase).max(5).default([]),
  /** Further right answers, which are not shown. */
  accepted: z.array(Phrase).max(20).default([]),
  /** Shown in brackets with the text, to tell it from another item of the same text; a plural or singular form. */
  hint: Phrase.nullable().default(null),
});

/** A word or phrase with all that is known of it. */
export const AuthoredItem = z.strictObject({
  id: ItemId,
  kinyarwanda: Wording,
  english: Wording,
  french: Wording,
  partOfSpeech: z.enum([
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
  ]),
  topic: z.string().regex(/^[a-z]{1,30}$/, "must be one lower-case word"),
  register: line(60).nullable().default(null),
  difficulty: z.enum(DIFFICULTIES),
  /** high: at least two independent strong sources; medium: fewer, so only recognised until a speaker agrees. */
  confidence: z.enum(["high", "medium"], {
    error: "must be high or medium: weaker items are not taught",
  }),
  review: z.boolean().default(false),
  /** A source id of sources.yaml, and after a space the place in that source. */
  sources: z.array(line(250)).min(1).max(40),
  /** For authors; learners do not see it. */
  note: line(400).nullable().default(null),
});

export const ItemFile = z.array(AuthoredItem).min(1).max(500);
