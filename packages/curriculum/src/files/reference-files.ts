import { CATEGORIES, LANGUAGES } from "@fluentfusion/core";
import { z } from "zod";
import { ItemId, line, NoteId, Phrase, Sentence, SourceId } from "./text-fields.ts";

/** Who attests items. */
export const SourceFile = z.record(
  SourceId,
  z.strictObject({
    class: z
      .enum(["A", "B", "C", "T"])
      .describe(
        "A: dictionaries, courses, professional work. B: travel pages. C: authorship unknown. T: attests a form only.",
      ),
    group: line(40).describe("Sources of one group depend on each other and count once."),
    title: line(200).describe("What it is called."),
    address: line(400).describe("Where it can be looked up."),
    licence: line(200).describe("What may be done with it."),
  }),
);

/** Facts about culture, pronunciation and spelling, shown with a lesson. */
export const NoteFile = z
  .array(
    z.strictObject({
      id: NoteId.describe("By which lessons name it."),
      kind: z.enum(["culture", "pronunciation", "orthography"]).describe("What it is a fact about."),
      topic: line(40).describe("What it is about, in a word or two."),
      categories: z
        .array(z.enum(CATEGORIES))
        .max(CATEGORIES.length)
        .describe("The situations that it belongs to."),
      english: Sentence.describe("For who speaks English."),
      french: Sentence.describe("For who speaks French."),
      timeSensitive: z
        .boolean()
        .default(false)
        .describe(
          "Such as a telephone number: it is shown with the year of its source and checked before each release.",
        ),
      sourceYear: z
        .int()
        .min(1990)
        .max(2100)
        .optional()
        .describe("Of when its source is: learners read it beside the fact. A time-sensitive one needs it."),
      sources: z.array(line(300)).min(1).max(20).describe("Who attests it."),
    }),
  )
  .max(300);

/** Forms that are wrong, so that they cannot come back from another course. */
export const RejectedFile = z
  .array(
    z.strictObject({
      forms: z.array(Phrase).min(1).max(10).describe("What is wrong, in each spelling."),
      saidToMean: z.array(Phrase).min(1).max(5).describe("What another course said they mean, in English."),
      wrong: z
        .enum(["always", "for-this-meaning"])
        .describe("always: no Kinyarwanda at all. for-this-meaning: a word of another meaning."),
      reason: Sentence.describe("Why it is wrong."),
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
      item: ItemId.describe("The item that accepts the form."),
      language: z.enum(LANGUAGES).describe("Of the form."),
      form: Phrase.describe("What is right for both."),
      alsoAnswers: z
        .array(ItemId)
        .min(1)
        .max(20)
        .describe("The items that it answers too. With another one the question is open again."),
      by: line(80).describe("Who has judged it: a name, or what they are."),
      on: z.iso.date().describe("The day of the judgement, such as 2026-11-28."),
      why: Sentence.describe("What makes it right for both, in a sentence."),
    }),
  )
  .max(500);

/** Items of which the meanings overlap although no text is the same: none is offered as wrong beside another. */
export const OverlapFile = z.array(z.array(ItemId).min(2).max(20)).max(200);
