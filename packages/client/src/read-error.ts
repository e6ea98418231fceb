import { TRPCClientError } from "@trpc/client";
import type { AppRouter, ErrorCode, ErrorData, NewerErrorData } from "./types.ts";

/** A failed call that the server has answered, with what it said. */
export type ApiError<Code extends ErrorCode = ErrorCode> = TRPCClientError<AppRouter> & {
  readonly data: ErrorData<Code>;
};

/**
 * What the server said of a failed call; `null` when it never answered (no network, a timeout, an abort). A look at `code`
 * narrows `params`; a newer server may say a code that is not known here.
 */
export function readError(error: unknown): ErrorData | NewerErrorData | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data: unknown = error.data;
  const isOurs = typeof data === "object" && data !== null && "code" in data && "requestId" in data;
  return isOurs ? (data as ErrorData | NewerErrorData) : null;
}

/** Whether a call failed with this very code; if so, `error.data` is what the server said, with the params of this code. */
export function isErrorCode<Code extends ErrorCode>(error: unknown, code: Code): error is ApiError<Code> {
  return readError(error)?.code === code;
}
