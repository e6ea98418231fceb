import type { z } from "zod";
import type { Part } from "./route.ts";

/** One thing that is wrong with a request, in the shape of the original API (FastAPI's). */
export interface ValidationItem {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

type Issue = z.ZodError["issues"][number];

const SHOWN_MAX = 20;

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== "object" || current === null) return undefined;
    current = (current as Readonly<Record<PropertyKey, unknown>>)[step];
  }
  return current;
}

const TOO_SMALL: Readonly<Record<string, string>> = { string: "string_too_short", array: "too_short" };
const TOO_BIG: Readonly<Record<string, string>> = { string: "string_too_long", array: "too_long" };

/** The name that pydantic, on which the original stood, has for a kind of failure. */
function pydanticType(issue: Issue, part: Part): string {
  if (issue.code === "invalid_type") return `${issue.expected}_${part === "body" ? "type" : "parsing"}`;
  if (issue.code === "too_small") return TOO_SMALL[issue.origin] ?? "greater_than_equal";
  if (issue.code === "too_big") return TOO_BIG[issue.origin] ?? "less_than_equal";
  if (issue.code === "invalid_value") return "enum";
  return issue.code === "invalid_format" && issue.format === "uuid" ? "uuid_parsing" : "value_error";
}

/** A part of the request does not fit its schema. */
export class ValidationFailed extends Error {
  override readonly name = "ValidationFailed";
  readonly detail: readonly ValidationItem[];

  constructor(detail: readonly ValidationItem[]) {
    super("validation failed");
    this.detail = detail;
  }

  /** Of what a schema said about `value`, which came as `part` of the request. */
  static of(part: Part, value: unknown, error: z.ZodError): ValidationFailed {
    const items = error.issues.slice(0, SHOWN_MAX).map((issue) => {
      const loc = [part, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
      return valueAt(value, issue.path) === undefined
        ? { loc, msg: "Field required", type: "missing" }
        : { loc, msg: issue.message, type: pydanticType(issue, part) };
    });
    return new ValidationFailed(items);
  }
}
