import type { InputIssue } from "@fluentfusion/contract";
import { errorCode } from "@fluentfusion/db";
import { ZodError } from "zod";
import { DomainError, notNow } from "./domain-error.ts";

/** SQLSTATE classes and driver codes that say "not now", as opposed to "never". */
const UNAVAILABLE = /^(08|53|57P0|55P03|57014|40001|40P01|CONNECT|ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)/;

/** The account was deleted while a call of it was under way: what that call writes belongs to nobody. */
const OF_NOBODY = /_(learner|user)_id_users_id_fk$/;

/** The first that one of an error and its causes has under a name; drizzle wraps what the driver throws. */
function textOf(error: unknown, name: "detail" | "constraint_name"): string | null {
  let current = error;
  for (let depth = 0; current instanceof Error && depth < 5; depth += 1) {
    const value = (current as { [K in typeof name]?: unknown })[name];
    if (typeof value === "string") return value;
    current = current.cause;
  }
  return null;
}

/** The constraint or unique index that a statement broke; `null` when it failed for another reason. */
export const brokenConstraint = (error: unknown) => textOf(error, "constraint_name");

/** What the database adds to an error of this SQLSTATE; `null` of any other. */
export const detailOf = (error: unknown, code: string) =>
  errorCode(error) === code ? textOf(error, "detail") : null;

type Issue = ZodError["issues"][number];

/** What a page needs to say in its own language what is wrong: bounds and kinds, and nothing that was sent. */
function boundsOf(issue: Issue): InputIssue["params"] {
  if (issue.code === "too_small") return { min: Number(issue.minimum), of: issue.origin };
  if (issue.code === "too_big") return { max: Number(issue.maximum), of: issue.origin };
  if (issue.code === "invalid_type") return { expected: issue.expected };
  return issue.code === "invalid_format" ? { format: issue.format } : {};
}

function codeAndParams(issue: Issue): Pick<InputIssue, "code" | "params"> {
  const { code, ...params } = issue.code === "custom" ? (issue.params ?? {}) : {};
  return typeof code === "string" ? { code, params } : { code: issue.code, params: boundsOf(issue) };
}

export function inputIssues(error: ZodError): InputIssue[] {
  return error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.map((part) => (typeof part === "number" ? part : String(part))),
    ...codeAndParams(issue),
    message: issue.message,
  }));
}

/** Whatever was thrown, as what the client may know of it. */
export function toDomainError(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof Error && error.cause instanceof DomainError) return error.cause;
  if (error instanceof ZodError) return new DomainError("INPUT_INVALID", {}, inputIssues(error));
  if (error instanceof Error && error.cause instanceof ZodError) return toDomainError(error.cause);
  if (OF_NOBODY.test(brokenConstraint(error) ?? "")) return new DomainError("UNAUTHENTICATED");
  const code = errorCode(error);
  return code !== null && UNAVAILABLE.test(code) ? notNow("UNAVAILABLE") : new DomainError("INTERNAL");
}

/**
 * What may be logged of an unexpected error. Drizzle puts the SQL and its bound values, thus passwords and answers, into
 * the message, so only the database's own words are kept.
 */
export function loggableError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  let root: Error = error;
  while (root.cause instanceof Error) root = root.cause;
  const isQuery = error.message.startsWith("Failed query") && root === error;
  const stack = (error.stack ?? "").split("\n").filter((line) => line.trimStart().startsWith("at "));
  return {
    type: root.name,
    code: errorCode(error),
    message: isQuery ? "Failed query" : root.message.slice(0, 500),
    stack: stack.slice(0, 8).join("\n"),
  };
}
