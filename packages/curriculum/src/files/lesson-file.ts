import { z } from "zod";
import { ItemId, LessonId, line, NoteId, Phrase } from "./text-fields.ts";

export const MIN_ITEMS = 4;
/** Seven items and their match make fourteen exercises: about ten minutes. */
export const MAX_ITEMS = 7;
export const ITEM_SLOTS = 10;
export const DIALOGUE_SLOTS = 8;

/** Shown to learners in their own language. */
const Localised = (maxChars: number) =>
  z.strictObject({
    english: line(maxChars).describe("For who speaks English."),
    french: line(maxChars).describe("For who speaks French."),
    kinyarwanda: line(maxChars)
      .optional()
      .describe("Only where a speaker has written it; else the English text is shown, marked as English."),
  });

const slot = (slots: number) =>
  z
    .int()
    .min(0)
    .max(slots - 1);

export const LessonFile = z.strictObject({
  title: Localised(60).describe("What the lesson is called, in the learner's own language."),
  description: Localised(200).describe("What one can do after it, in the learner's own language."),
  minutes: z.int().min(2).max(30).describe("How long it takes."),
  prerequisites: z
    .array(LessonId)
    .max(5)
    .default([])
    .describe("Lessons that come earlier: their file names without the theme."),
  items: z
    .array(
      z.strictObject({
        slot: slot(ITEM_SLOTS).describe(
          "Numbers the exercises of the item for ever, since answers are stored by it; the order is the list's.",
        ),
        item: ItemId.describe("An id of items/*.yaml."),
      }),
    )
    .min(MIN_ITEMS)
    .max(MAX_ITEMS)
    .describe("What is taught, in the order of the lesson."),
  retiredSlots: z
    .array(slot(ITEM_SLOTS))
    .max(ITEM_SLOTS)
    .default([])
    .describe("Slots of items that were taken out: another item would get the answers given to them."),
  notes: z.array(NoteId).max(4).default([]).describe("Ids of notes.yaml, shown with the lesson."),
  dialogues: z
    .array(
      z.strictObject({
        slot: slot(DIALOGUE_SLOTS).describe("Numbers its exercise for ever, as with items."),
        situation: z
          .strictObject({
            english: Phrase.describe("For who speaks English."),
            french: Phrase.describe("For who speaks French."),
          })
          .describe("Who says it, and when."),
        line: ItemId.describe("What is said: an id of items/*.yaml."),
        reply: ItemId.describe("What is known to answer it."),
        others: z.array(ItemId).min(2).max(3).describe("What clearly does not answer it."),
      }),
    )
    .max(3)
    .default([])
    .describe("Two phrases that are known to answer each other, and others that do not fit."),
});
