import type { TRPCClient } from "@trpc/client";
import type { inferRouterInputs, inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "./router.ts";

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

/** What a failed call carries: a stable code with its params, the issues of a refused input, an id to report. */
export type ErrorData = AppRouter["_def"]["_config"]["$types"]["errorShape"]["data"];

export type ErrorCode = ErrorData["code"];
