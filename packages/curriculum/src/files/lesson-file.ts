import { z } from "zod";
import { ItemId, LessonId, line, NoteId, Phrase } from "./text-fields.ts";

export const MIN_ITEMS = 4;
/** Seven items and their match make fourteen exercises: about ten minutes. */
export const MAX_ITEMS = 7;
export const ITEM_SLOTS = 10;
export const DIALOGUE_SLOTS = 8;

/** Shown to learners in their own language; Kinyarwanda only where a speaker has verified it, else English is shown. */
const Localised = (maxChars: number) =>
  z.strictObject({
    english: line(maxChars),
    french: line(maxChars),
    kinyarwanda: line(maxChars).optional(),
  });

const slot = (slots: number) =>
  z
    .int()
    .min(0)
    .max(slots - 1);

export const LessonFile = z.strictObject({
  title: Localised(60),
  description: Localised(200),
  minutes: z.int().min(2).max(30),
  prerequisites: z.array(LessonId).max(5).default([]),
  /** In the order of the lesson. A slot numbers the exercises of its item for ever. */
  items: z
    .array(z.strictObject({ slot: slot(ITEM_SLOTS), item: ItemId }))
    .min(MIN_ITEMS)
    .max(MAX_ITEMS),
  /** Slots of items that were taken out: they are not given to another item, whose answers would be mixed up. */
  retiredSlots: z.array(slot(ITEM_SLOTS)).max(ITEM_SLOTS).default([]),
  notes: z.array(NoteId).max(4).default([]),
  /** Somebody says the text of `line`; `reply` fits, `others` do not. */
  dialogues: z
    .array(
      z.strictObject({
        slot: slot(DIALOGUE_SLOTS),
        situation: z.strictObject({ english: Phrase, french: Phrase }),
        line: ItemId,
        reply: ItemId,
        others: z.array(ItemId).min(2).max(3),
      }),
    )
    .max(3)
    .default([]),
});
