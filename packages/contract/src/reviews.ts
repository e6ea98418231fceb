import { LIMITS } from "@fluentfusion/core";
import { z } from "zod";
import { CategoryField, DifficultyField, Id, Instant, LanguageField, LocalDay } from "./fields.ts";

const Count = z.number().int().nonnegative();

export const ReviewSettings = z.object({
  /** Most reviews on a day of the learner's calendar; each item that was met before and is answered on it counts once. */
  dailyCap: z.number().int().min(1).max(500),
  /** Reviews rest through this day. */
  pausedUntil: LocalDay.nullable(),
  /** A day asks for one part in so many of what is due on it, all that is overdue included; 1 asks for everything. */
  catchUpDays: z.number().int().min(1).max(30),
});
export type ReviewSettings = z.infer<typeof ReviewSettings>;

/** What is left out stays as it is; `{}` only reads. */
export const ReviewSettingsInput = z.strictObject(ReviewSettings.partial().shape);
export type ReviewSettingsInput = z.infer<typeof ReviewSettingsInput>;

/** `me.pause`: reviews rest through this day, or no longer. A sitting for so many minutes can be asked for meanwhile. */
export const PauseInput = z.strictObject({ until: LocalDay.nullable() });
export type PauseInput = z.infer<typeof PauseInput>;

export const DueReviews = z.object({
  /**
   * Items that the settings leave to be reviewed today, the longest overdue first: none in a pause, and with those that
   * were reviewed today no more than the cap and the day's share. What was answered today comes again tomorrow at the
   * earliest: the first answer of a day is the one that counts for memory.
   */
  itemIds: z.array(Id),
  /** All that is due, whatever the settings, with what went wrong today. */
  overdue: Count,
});
export type DueReviews = z.infer<typeof DueReviews>;

export const ReviewForecastInput = z.strictObject({ days: z.number().int().min(1).max(90).default(14) });

export const ReviewForecast = z.object({
  /**
   * By the learner's own calendar, today first: what falls due, and what the settings leave to be reviewed; of today what
   * is left of it, of the days to come what they will ask for if each before them is done.
   */
  days: z.array(z.object({ day: LocalDay, due: Count, planned: Count })),
});
export type ReviewForecast = z.infer<typeof ReviewForecast>;

export const MemoryInput = z.strictObject({
  cursor: Id.optional(),
  limit: z.number().int().min(1).max(LIMITS.pageMax).default(LIMITS.pageMax),
});
export type MemoryInput = z.infer<typeof MemoryInput>;

/** An item that the learner has met, with what FSRS knows of it: enough to go on elsewhere. */
export const ItemMemory = z.object({
  itemId: Id,
  slug: z.string(),
  targetLanguage: LanguageField,
  text: z.string(),
  /** In the learner's own language. */
  meaning: z.string(),
  category: CategoryField,
  difficulty: DifficultyField,
  /** Waits for a native speaker: recognised, never produced. */
  review: z.boolean(),
  sources: z.array(z.string()),
  memory: z.object({
    /** Days until the chance of recall has fallen to 90 %. */
    stabilityDays: z.number(),
    /** 1 to 10. */
    difficulty: z.number(),
    dueAt: Instant,
    lastAt: Instant,
    reviews: Count,
    lapses: Count,
  }),
});
export type ItemMemory = z.infer<typeof ItemMemory>;

export const MemoryPage = z.object({ items: z.array(ItemMemory), nextCursor: Id.nullable() });
export type MemoryPage = z.infer<typeof MemoryPage>;
