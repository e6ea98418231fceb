import { readError as readServerError } from "@fluentfusion/client";
import type { ErrorCode, ErrorData } from "@fluentfusion/contract";
import { en } from "./messages/en.ts";

/**
 * A failure as the page tells it: `NETWORK` never reached the server, `DEVICE_FULL` is an answer for which the device has no room,
 * `OTHER` has a code that this page is too old for.
 */
export interface AppError {
  readonly code: ErrorCode | "NETWORK" | "DEVICE_FULL" | "OTHER";
  readonly issues: ErrorData["issues"];
  readonly requestId: string | null;
}

export const OFFLINE_ERROR: AppError = { code: "NETWORK", issues: [], requestId: null };

/** As much waits as the client keeps, or as the browser lets a page store. */
const NO_ROOM: ReadonlySet<string> = new Set(["StoreFullError", "QuotaExceededError"]);

/** A newer server may know codes that this page does not. */
function isKnown(code: string): code is ErrorCode {
  return Object.hasOwn(en, `error.${code}`);
}

function isAppError(error: object): error is AppError {
  return "code" in error && "issues" in error && "requestId" in error;
}

/** What a failed call says; what the server never answered is a failure of the network. */
export function readError(error: unknown): AppError {
  if (typeof error === "object" && error !== null && isAppError(error)) return error;
  const data = readServerError(error);
  if (data === null) {
    const hasNoRoom = error instanceof Error && NO_ROOM.has(error.name);
    return hasNoRoom ? { ...OFFLINE_ERROR, code: "DEVICE_FULL" } : OFFLINE_ERROR;
  }
  const { code, issues, requestId } = data;
  return { code: isKnown(code) ? code : "OTHER", issues, requestId };
}
