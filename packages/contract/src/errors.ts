import { z } from "zod";
import { ERROR_CODES, type InputIssue as Issue } from "./error-data.ts";

export * from "./error-data.ts";

const Params = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export const InputIssue = z.object({
  path: z.array(z.union([z.string(), z.number()])),
  code: z.string(),
  params: Params,
  message: z.string(),
}) satisfies z.ZodType<Issue>;
export type InputIssue = Issue;

/** What a failed call carries, as documents tell it: which parameters a code has is known by type (error-data.ts). */
export const ErrorDataShape = z.object({
  code: z.enum(ERROR_CODES),
  params: Params,
  issues: z.array(InputIssue),
  requestId: z.string(),
  httpStatus: z.number().int(),
  path: z.string().nullable(),
});
