/*
 * Types alone, so that they go into the published client as they are (packages/client/scripts/build.ts).
 */

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

/** Why what is asked for is not allowed, where a role is not the reason. */
type ForbiddenReason = "last_admin" | "last_manager" | "not_a_manager" | "totp_is_on";

/**
 * The codes that say more, with what they say. A server holds itself to it when it refuses (`DomainError`), and a client
 * reads by it: to take a parameter away, or to give it another type, breaks clients that were built before.
 */
interface SayingMore {
  /** `tokensMax`: no further token is made, since there are so many. */
  FORBIDDEN: { readonly reason?: ForbiddenReason; readonly tokensMax?: number };
  /** `version`: the one to agree to. */
  CONSENT_OUTDATED: { readonly version: number };
  /** `max`: so many there can be. */
  LIMIT_REACHED: { readonly max: number };
  /** `version`: the one that the server has. */
  DRAFT_CONFLICT: { readonly version: number };
  /** `needed`: the version of the contract that the server serves. */
  CLIENT_TOO_OLD: { readonly needed: number };
  /** `retryAfterMs`: how long to wait before it is sent again. */
  RATE_LIMITED: { readonly retryAfterMs: number };
  OVERLOADED: { readonly retryAfterMs: number };
  UNAVAILABLE: { readonly retryAfterMs: number };
}

/** A code that says all by itself. */
export type PlainErrorCode = Exclude<ErrorCode, keyof SayingMore>;

/** The parameters of each code. */
export type ErrorParams = {
  readonly [Code in ErrorCode]: Code extends keyof SayingMore
    ? SayingMore[Code]
    : { readonly [None in never]: never };
};

/**
 * What is wrong with one field. `code` is one of zod's (`too_small`, `too_big`, `invalid_format`, …) or of ours
 * (`password_too_short`, `same_language`, …); `params` hold its bounds, such as `min` and `max`. `message` is plain
 * English for whoever reads a log.
 */
export interface InputIssue {
  path: (string | number)[];
  code: string;
  params: Record<string, string | number | boolean>;
  message: string;
}

/** What every failed call carries beside its code. */
export interface FailedCall {
  /** Of a refused input; none for any other code. */
  issues: InputIssue[];
  /** To report: the server's log has it, too. */
  requestId: string;
  httpStatus: number;
  path: string | null;
}

/** What a failed call carries under `error.data`: its code, the parameters of just this code, and what every failure has. */
export type ErrorData<Code extends ErrorCode = ErrorCode> = {
  [Each in Code]: FailedCall & { readonly code: Each; readonly params: ErrorParams[Each] };
}[Code];

/** Something else is stored under the id of a pushed event. */
export interface PushConflict {
  status: "conflict";
  id: string;
  code: "ATTEMPT_CONFLICT";
  params: ErrorParams["ATTEMPT_CONFLICT"];
  issues: InputIssue[];
}

/** A pushed event that will never be taken as it is, with the parameters of just this code. */
export interface PushRefusal<Code extends ErrorCode> {
  status: "refused";
  /** As far as it could be read. */
  id: string | null;
  code: Code;
  params: ErrorParams[Code];
  issues: InputIssue[];
}
