import { z } from "zod";
import { CategoryField, ClientId, Id, Instant, LanguageField, LocalDay } from "./fields.ts";

export const Streak = z.object({
  days: z.number().int(),
  longest: z.number().int(),
  /** Whether today, in the learner's time zone, already counts. */
  today: z.boolean(),
  /** Missed days that may still be bridged: a week in a row earns one, two are kept at the most. */
  freezes: z.number().int(),
});
export type Streak = z.infer<typeof Streak>;

/** Bridges a missed day of the last two, counted by the learner's own time zone. */
export const UseFreezeInput = z.strictObject({ id: ClientId, day: LocalDay });
export type UseFreezeInput = z.infer<typeof UseFreezeInput>;

export const SituationProgress = z.object({
  category: CategoryField,
  lessonsCompleted: z.number().int(),
  lessonsTotal: z.number().int(),
  itemsSeen: z.number().int(),
});

export const ProgressSummary = z.object({
  targetLanguage: LanguageField,
  xp: z.number().int(),
  streak: Streak,
  lessonsCompleted: z.number().int(),
  lessonsTotal: z.number().int(),
  itemsSeen: z.number().int(),
  itemsDue: z.number().int(),
  answers: z.number().int(),
  /** Of the graded answers, the share that was right; `null` before the first. */
  accuracy: z.number().nullable(),
  situations: z.array(SituationProgress),
});
export type ProgressSummary = z.infer<typeof ProgressSummary>;

export const LessonProgress = z.object({
  lessonId: Id,
  title: z.string(),
  titleLanguage: LanguageField,
  category: CategoryField,
  /** `graded` by the server, or `reported` by a client of the original API, which outranks nothing. */
  evidence: z.enum(["graded", "reported"]),
  score: z.number().int(),
  solved: z.number().int(),
  total: z.number().int(),
  timeSpentSeconds: z.number().int(),
  completedAt: Instant.nullable(),
  lastAt: Instant,
});
export type LessonProgress = z.infer<typeof LessonProgress>;

export const SituationInput = z.strictObject({ category: CategoryField });
export const ProgressHistory = z.object({ items: z.array(LessonProgress) });

/** Local days, both included; without them the last four weeks up to today. */
export const ReportInput = z.strictObject({ from: LocalDay.optional(), to: LocalDay.optional() });
export type ReportInput = z.infer<typeof ReportInput>;

const daySums = {
  /** Answers, practice too; what was passed over is none. */
  answers: z.number().int(),
  /** Of them, right or almost. */
  right: z.number().int(),
  elapsedMs: z.number().int(),
  xp: z.number().int(),
};

/** What was done in a time, by local day; days without an answer are left out. */
export const ProgressReport = z.object({
  from: LocalDay,
  to: LocalDay,
  days: z.array(z.object({ day: LocalDay, ...daySums })),
  totals: z.object({ activeDays: z.number().int(), ...daySums }),
  /** Lessons completed in this time, the latest first. */
  completed: z.array(LessonProgress),
});
export type ProgressReport = z.infer<typeof ProgressReport>;

export const XpLedger = z.object({
  total: z.number().int(),
  items: z.array(z.object({ key: z.string(), amount: z.number().int(), at: Instant, localDay: LocalDay })),
});

export type XpLedger = z.infer<typeof XpLedger>;

export const Badge = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  icon: z.string(),
});
export const EarnedBadge = Badge.extend({ earnedAt: Instant });
export type Badge = z.infer<typeof Badge>;
export type EarnedBadge = z.infer<typeof EarnedBadge>;
