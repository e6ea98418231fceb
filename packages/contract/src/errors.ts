import { z } from "zod";

/**
 * Every code that a client may have to tell apart. A code never changes its meaning; `params` carry what a message in
 * any language needs, and never a secret or a piece of SQL.
 */
export const ERROR_CODES = [
  "INPUT_INVALID",
  "UNAUTHENTICATED",
  "FORBIDDEN",
  "NOT_FOUND",
  "CREDENTIALS_WRONG",
  "TOTP_REQUIRED",
  "TOTP_WRONG",
  "SECOND_FACTOR_REQUIRED",
  "EMAIL_TAKEN",
  "USERNAME_TAKEN",
  "REFRESH_INVALID",
  "ORIGIN_REFUSED",
  "LINK_INVALID",
  "LESSON_NOT_FOUND",
  "EXERCISE_NOT_FOUND",
  "SITTING_NOT_FOUND",
  "SITTING_FINISHED",
  "ATTEMPT_CONFLICT",
  "RESPONSE_MISMATCH",
  "ATTEMPT_NOT_FOUND",
  "UNDO_TOO_LATE",
  "FREEZE_UNAVAILABLE",
  "DISPUTE_UNFIT",
  "FORM_COLLIDES",
  "EXPERIMENT_CONFLICT",
  "CONSENT_OUTDATED",
  "LIMIT_REACHED",
  "DRAFT_CONFLICT",
  "CLIENT_TOO_OLD",
  "TOO_LARGE",
  "RATE_LIMITED",
  "OVERLOADED",
  "UNAVAILABLE",
  "INTERNAL",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

const Params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/**
 * What is wrong with one field. `code` is one of zod's (`too_small`, `too_big`, `invalid_format`, …) or of ours
 * (`password_too_short`, `same_language`, …); `params` hold its bounds, such as `min` and `max`. `message` is plain
 * English for whoever reads a log.
 */
export const InputIssue = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  code: z.string(),
  params: Params,
  message: z.string(),
});
export type InputIssue = z.infer<typeof InputIssue>;

/** What a failed call carries under `error.data`. */
export const ErrorData = z.object({
  code: z.enum(ERROR_CODES),
  params: Params,
  issues: z.array(InputIssue),
  requestId: z.string(),
  httpStatus: z.number().int(),
  path: z.string().nullable(),
});
export type ErrorData = z.infer<typeof ErrorData>;
