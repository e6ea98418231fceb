import type { TRPCClient } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { FailedCall } from "./error-data.ts";
import type { AppRouter } from "./router.ts";

export type { ErrorCode, ErrorData, ErrorParams } from "./error-data.ts";
export type { AppRouter } from "./router.ts";

/** What each procedure takes: `RouterInputs["attempts"]["submit"]`. */
export type RouterInputs = inferRouterInputs<AppRouter>;

/** What each procedure answers: `RouterOutputs["lessons"]["get"]`. */
export type RouterOutputs = inferRouterOutputs<AppRouter>;

/** `"attempts.submit"` and its like. */
export type ProcedureName = {
  [Name in keyof RouterInputs]: `${Name}.${keyof RouterInputs[Name] & string}`;
}[keyof RouterInputs];

export type User = RouterOutputs["me"]["get"];

export type Procedures = TRPCClient<AppRouter>;

/**
 * A code that only a newer server knows: some text, no more is known of it. Declared as an enumeration, which there is
 * nowhere, since that is a text which equals no literal: with `string` itself no look at a code would narrow anything.
 */
declare enum NewerErrorCode {
  Any = "",
}
export type { NewerErrorCode };

/** What a failed call carries whose code only a newer server knows. */
export interface NewerErrorData extends FailedCall {
  readonly code: NewerErrorCode;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}
