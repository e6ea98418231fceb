/** The closed word lists of the domain. Tables, wire schemas and pages read these arrays, so a word exists once. */

export const LANGUAGES = ["kinyarwanda", "english", "french"] as const;
export type Language = (typeof LANGUAGES)[number];

export const DIFFICULTIES = ["beginner", "intermediate", "advanced"] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

export const CATEGORIES = [
  "greetings",
  "accommodation",
  "food",
  "transportation",
  "shopping",
  "emergency",
] as const;
export type Category = (typeof CATEGORIES)[number];

export const USER_TYPES = ["tourist", "tourism_worker"] as const;
export type UserType = (typeof USER_TYPES)[number];

export const ROLES = ["learner", "author", "manager", "admin"] as const;
export type Role = (typeof ROLES)[number];

export const EXERCISE_KINDS = [
  "choice",
  "order",
  "type",
  "cloze",
  "match",
  "listen",
  "dialogue",
  "self_check",
] as const;
export type ExerciseKind = (typeof EXERCISE_KINDS)[number];

/** `almost` is a forgiven slip: it counts as a right answer and shows where the slip is. */
export const OUTCOMES = ["correct", "almost", "wrong", "skipped"] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What may follow an answer into the log: see `LearnerLog`. */
export const RECORD_EVENT_KINDS = ["undo", "regrade", "freeze"] as const;
export type RecordEventKind = (typeof RECORD_EVENT_KINDS)[number];
