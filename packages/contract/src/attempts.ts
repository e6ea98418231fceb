import { LIMITS, OUTCOMES, REASON_CODES } from "@fluentfusion/core";
import { z } from "zod";
import { Exercise, ExerciseResponse } from "./exercises.ts";
import { ClientId, Id, Instant, LanguageField, LocalDay, PageDirection, TimeZone } from "./fields.ts";

/** A half-open range of UTF-16 offsets, as `String.prototype.slice` takes them. */
const Span = z.object({ start: z.number().int(), end: z.number().int() });

/** Where the answer differs from the nearest accepted form, in the text as typed and as authored. */
export const Edit = z.object({ op: z.enum(["insert", "delete", "replace"]), answer: Span, nearest: Span });

export const Verdict = z.object({
  outcome: z.enum(OUTCOMES),
  /** 0 to 1; a match has a share of its pairs. */
  score: z.number(),
  reason: z.enum(REASON_CODES),
  nearest: z.string().nullable(),
  edits: z.array(Edit),
  /** Shown after the answer, never before it. */
  accepted: z.array(z.string()),
});
export type Verdict = z.infer<typeof Verdict>;

export const SubmitAttemptInput = z.strictObject({
  id: ClientId,
  exerciseId: Id,
  /** The lesson revision that the learner saw. */
  revision: z.number().int().min(1).max(2_147_483_647),
  sittingId: Id.nullable().default(null),
  response: ExerciseResponse,
  /** By the device's clock, which may be wrong. */
  answeredAt: Instant,
  timeZone: TimeZone,
  elapsedMs: z.number().int().min(0).max(2_147_483_647).nullable().default(null),
});
export type SubmitAttemptInput = z.infer<typeof SubmitAttemptInput>;

/** The outcome of one answer: the same for every repeat of the same attempt id. */
export const AttemptReceipt = z.object({
  attemptId: Id,
  exerciseId: Id,
  verdict: Verdict,
  xpEarned: z.number().int(),
  xpTotal: z.number().int(),
  streakDays: z.number().int(),
  badgesEarned: z.array(z.string()),
  lesson: z.object({
    lessonId: Id,
    solved: z.number().int(),
    total: z.number().int(),
    completed: z.boolean(),
    score: z.number().int(),
  }),
});
export type AttemptReceipt = z.infer<typeof AttemptReceipt>;

/** Takes an answer out of the record, as if it had not been given. The answer itself stays in the log. */
export const UndoAttemptInput = z.strictObject({
  id: ClientId,
  attemptId: Id,
  /** By the device's clock. */
  undoneAt: Instant,
});
export type UndoAttemptInput = z.infer<typeof UndoAttemptInput>;

/** The same for every repeat of the same id. */
export const UndoReceipt = z.object({
  id: Id,
  attemptId: Id,
  xpTotal: z.number().int(),
  streakDays: z.number().int(),
});
export type UndoReceipt = z.infer<typeof UndoReceipt>;

export const ListAttemptsInput = z.strictObject({
  /** The `nextCursor` of the page before. */
  cursor: Id.optional(),
  direction: PageDirection,
  limit: z.number().int().min(1).max(LIMITS.pageMax).default(20),
});
export type ListAttemptsInput = z.infer<typeof ListAttemptsInput>;

export const AttemptPage = z.object({
  items: z.array(
    z.object({
      id: Id,
      exerciseId: Id,
      lessonId: Id,
      revision: z.number().int(),
      response: ExerciseResponse,
      /** The language that it was to be in; `null` where nothing is written. */
      answerLanguage: LanguageField.nullable(),
      /** As it was graded first. */
      firstOutcome: z.enum(OUTCOMES),
      /** As it is graded now: another one where an author has decided a dispute since. */
      outcome: z.enum(OUTCOMES),
      /** Taken back by the learner: it counts for nothing. */
      undone: z.boolean(),
      answeredAt: Instant,
      receivedAt: Instant,
      localDay: LocalDay,
    }),
  ),
  nextCursor: Id.nullable(),
});
export type AttemptPage = z.infer<typeof AttemptPage>;

export const SITTING_MODES = ["lesson", "review", "practice"] as const;

export const StartSittingInput = z.discriminatedUnion("mode", [
  /** One lesson from its first unsolved exercise; what is answered wrong comes back until it is solved. */
  z.strictObject({ id: ClientId, mode: z.literal("lesson"), lessonId: Id }),
  /**
   * Items over all lessons: the first twelve of what `reviews.due` says, so none in a pause or when the day's reviews are
   * done; or, for so many minutes, what the engine plans of due, weak and new ones, of which it has some asked once only
   * (`onceIds`). Whoever names a time asks for it now: neither cap nor pause takes from it, and what is reviewed in it
   * counts as reviewed today.
   */
  z.strictObject({
    id: ClientId,
    mode: z.literal("review"),
    minutes: z.number().int().min(1).max(60).optional(),
  }),
  /** One lesson for pleasure: it leaves schedule, progress and XP as they are. */
  z.strictObject({ id: ClientId, mode: z.literal("practice"), lessonId: Id }),
]);
export type StartSittingInput = z.infer<typeof StartSittingInput>;

export const SittingInput = z.strictObject({ sittingId: Id });
export const ResumeSittingInput = z.strictObject({ sittingId: Id.optional() });

export const Sitting = z.object({
  id: Id,
  mode: z.enum(SITTING_MODES),
  lessonId: Id.nullable(),
  startedAt: Instant,
  finishedAt: Instant.nullable(),
  /** Exercises of the sitting, and how many of them are solved: all in the end, but for those that are asked once. */
  total: z.number().int(),
  solved: z.number().int(),
  solvedIds: z.array(Id),
  /**
   * Exercises that are not asked again in this sitting when they go wrong: the engine would rather give the time to something
   * else, by what asking again has been worth to this learner. All others are asked until they are right.
   */
  onceIds: z.array(Id),
  /** Exercises that are done with, solved or asked once, so that another device goes on where this one stopped. */
  doneIds: z.array(Id),
  /** All of them, so that a page can go on while the network does not. */
  exercises: z.array(Exercise),
  /** The one to answer now; `null` when there is nothing left. */
  next: Exercise.nullable(),
});
export type Sitting = z.infer<typeof Sitting>;

export const SittingSummary = z.object({
  id: Id,
  mode: z.enum(SITTING_MODES),
  lessonId: Id.nullable(),
  finishedAt: Instant,
  answers: z.number().int(),
  /** Exercises answered right at the first try. */
  firstTry: z.number().int(),
  total: z.number().int(),
  xpEarned: z.number().int(),
  badgesEarned: z.array(z.string()),
  lessonCompleted: z.boolean(),
});
export type SittingSummary = z.infer<typeof SittingSummary>;
