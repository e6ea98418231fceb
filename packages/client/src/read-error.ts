import { TRPCClientError } from "@trpc/client";
import type { ErrorCode, ErrorData } from "./types.ts";

/** What the server said of a failed call; `null` when it never answered (no network, a timeout, an abort). */
export function readError(error: unknown): ErrorData | null {
  if (!(error instanceof TRPCClientError)) return null;
  const data: unknown = error.data;
  const isOurs = typeof data === "object" && data !== null && "code" in data && "requestId" in data;
  return isOurs ? (data as ErrorData) : null;
}

/** Whether a call failed with this very code. */
export function isErrorCode(error: unknown, code: ErrorCode): boolean {
  return readError(error)?.code === code;
}
