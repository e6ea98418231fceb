import type {
  ErrorCode,
  ErrorData,
  ErrorParams,
  FailedCall,
  InputIssue,
  PlainErrorCode,
} from "@fluentfusion/contract";

type NewIssue = Omit<InputIssue, "params"> & Partial<Pick<InputIssue, "params">>;

/** A code with the parameters that the contract gives it: neither a wrong one compiles nor one that is missing. */
type Refusal =
  | [code: PlainErrorCode, params?: Record<string, never>, issues?: readonly NewIssue[]]
  | {
      [Code in Exclude<ErrorCode, PlainErrorCode>]: Partial<ErrorParams[Code]> extends ErrorParams[Code]
        ? [code: Code, params?: ErrorParams[Code]]
        : [code: Code, params: ErrorParams[Code]];
    }[Exclude<ErrorCode, PlainErrorCode>];

/** A failure that a client is told about: a stable code with what a message in any language needs. */
export class DomainError extends Error {
  override readonly name = "DomainError";
  readonly code: ErrorCode;
  readonly params: ErrorParams[ErrorCode];
  readonly issues: readonly InputIssue[];

  constructor(...[code, params = {}, issues = []]: Refusal) {
    super(code);
    this.code = code;
    this.params = params;
    this.issues = issues.map((issue) => ({ params: {}, ...issue }));
  }
}

/** What a client is sent of a failure, under `error.data`. */
export function errorData(
  { code, params, issues }: DomainError,
  call: Omit<FailedCall, "issues">,
): ErrorData {
  // The constructor took the code and its parameters together.
  return { code, params, issues: [...issues], ...call } as ErrorData;
}

/** Spread, so that clients that were refused together do not come back together. */
const shortly = () => ({ retryAfterMs: 500 + Math.round(Math.random() * 1000) });

/** A refusal that time mends. */
export function notNow(code: "OVERLOADED" | "UNAVAILABLE"): DomainError {
  return new DomainError(code, shortly());
}

/** Refuses somebody who asks for too much in the same moment. */
export function tooFast(): DomainError {
  return new DomainError("RATE_LIMITED", shortly());
}

/** The value of `Retry-After` in whole seconds; `null` where trying again as it is would not help. */
export function retryAfterSeconds({ params }: DomainError): number | null {
  const ms = "retryAfterMs" in params ? params.retryAfterMs : null;
  return typeof ms === "number" ? Math.max(1, Math.ceil(ms / 1000)) : null;
}

/** HTTP status and plain English of each code: for the original REST clients and for people who read a log. */
export const ERROR_FACTS: Readonly<Record<ErrorCode, readonly [status: number, message: string]>> = {
  INPUT_INVALID: [400, "The request is not valid"],
  UNAUTHENTICATED: [401, "Could not validate credentials"],
  FORBIDDEN: [403, "Not allowed"],
  NOT_FOUND: [404, "Not found"],
  CREDENTIALS_WRONG: [401, "Incorrect email or password"],
  TOTP_REQUIRED: [401, "The code of the authenticator app is needed as well"],
  TOTP_WRONG: [401, "This code is not right, or was used before"],
  SECOND_FACTOR_REQUIRED: [403, "Staff must show a second factor first"],
  EMAIL_TAKEN: [409, "Email already registered"],
  USERNAME_TAKEN: [409, "Username already taken"],
  REFRESH_INVALID: [401, "Sign in again"],
  LINK_INVALID: [400, "This link is no longer good"],
  ORIGIN_REFUSED: [403, "This origin may not use the session cookie"],
  LESSON_NOT_FOUND: [404, "Lesson not found"],
  EXERCISE_NOT_FOUND: [404, "Exercise not found"],
  SITTING_NOT_FOUND: [404, "Sitting not found"],
  SITTING_FINISHED: [409, "This sitting is finished"],
  ATTEMPT_CONFLICT: [409, "This attempt id was used for another answer"],
  RESPONSE_MISMATCH: [400, "The answer does not fit the exercise"],
  ATTEMPT_NOT_FOUND: [404, "Answer not found"],
  UNDO_TOO_LATE: [409, "This answer is too old to be undone"],
  FREEZE_UNAVAILABLE: [409, "There is no freeze to use, or no missed day that it could bridge"],
  DISPUTE_UNFIT: [409, "This answer cannot be disputed"],
  FORM_COLLIDES: [409, "This form is an answer to another item"],
  EXPERIMENT_CONFLICT: [409, "Another experiment is running, or this name was used"],
  CONSENT_OUTDATED: [409, "What is agreed to has changed; read it again"],
  LIMIT_REACHED: [409, "There are as many of these as there can be"],
  DRAFT_CONFLICT: [409, "This draft was changed meanwhile"],
  CLIENT_TOO_OLD: [412, "This client is too old for this server; load it anew"],
  TOO_LARGE: [413, "The request is too large"],
  RATE_LIMITED: [429, "Too many requests"],
  OVERLOADED: [503, "The server is busy; try again shortly"],
  UNAVAILABLE: [503, "The service is temporarily unavailable; try again shortly"],
  INTERNAL: [500, "Something went wrong on our side"],
};
