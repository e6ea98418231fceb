import { CATEGORIES, LANGUAGES } from "@fluentfusion/core";
import { z } from "zod";
import { ItemId, line, NoteId, Phrase, Sentence, SourceId } from "./text-fields.ts";

/** Who attests items. */
export const SourceFile = z.record(
  SourceId,
  z.strictObject({
    /** A: dictionaries, courses, professional work. B: travel pages. C: authorship unknown. T: attests a form only. */
    class: z.enum(["A", "B", "C", "T"]),
    /** Sources of one group depend on each other and count once. */
    group: line(40),
    title: line(200),
    address: line(400),
    licence: line(200),
  }),
);

/** Facts about culture, pronunciation and spelling, shown with a lesson. */
export const NoteFile = z
  .array(
    z.strictObject({
      id: NoteId,
      kind: z.enum(["culture", "pronunciation", "orthography"]),
      topic: line(40),
      categories: z.array(z.enum(CATEGORIES)).max(CATEGORIES.length),
      english: Sentence,
      french: Sentence,
      /** Such as a telephone number: it is shown with the year of its source and checked before each release. */
      timeSensitive: z.boolean().default(false),
      sourceYear: z.int().min(1990).max(2100).optional(),
      sources: z.array(line(300)).min(1).max(20),
    }),
  )
  .max(300);

/** Forms that are wrong, so that they cannot come back from another course. */
export const RejectedFile = z
  .array(
    z.strictObject({
      forms: z.array(Phrase).min(1).max(10),
      /** What another course said they mean, in English. */
      saidToMean: z.array(Phrase).min(1).max(5),
      /** `always`: no Kinyarwanda at all. `for-this-meaning`: a word of another meaning. */
      wrong: z.enum(["always", "for-this-meaning"]),
      reason: Sentence,
    }),
  )
  .max(300);

/**
 * What somebody who knows has said of accepted forms that are also the answer to other items: that they are right for both.
 * A form that is wrong for one of them is not written down here but taken out there.
 */
export const JudgedFile = z
  .array(
    z.strictObject({
      /** The item that accepts the form. */
      item: ItemId,
      language: z.enum(LANGUAGES),
      form: Phrase,
      /** The items that it answers too. With another one the question is open again. */
      alsoAnswers: z.array(ItemId).min(1).max(20),
      /** Who has judged it: a name, or what they are. */
      by: line(80),
      on: z.iso.date(),
      why: Sentence,
    }),
  )
  .max(500);

/** Items of which the meanings overlap although no text is the same: none is offered as wrong beside another. */
export const OverlapFile = z.array(z.array(ItemId).min(2).max(20)).max(200);
