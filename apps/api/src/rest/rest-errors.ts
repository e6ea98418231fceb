import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import { handleError } from "../http-errors.ts";
import { toDomainError } from "../shared/classify-error.ts";
import { ERROR_FACTS } from "../shared/domain-error.ts";
import type { Part } from "./route.ts";

interface ValidationItem {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}

/** A part of the request does not fit its schema: told in the shape of the original API. */
export class ValidationFailed extends Error {
  override readonly name = "ValidationFailed";
  readonly detail: readonly ValidationItem[];

  constructor(part: Part, error: z.ZodError) {
    super("validation failed");
    this.detail = error.issues.slice(0, 20).map((issue) => {
      const loc = [part, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
      const isMissing = issue.code === "invalid_type" && issue.message.endsWith("received undefined");
      return isMissing
        ? { loc, msg: "Field required", type: "missing" }
        : { loc, msg: issue.message, type: issue.code };
    });
  }
}

/** Answers a failure of a REST route as `{"detail": ...}`. */
export async function handleRestError(
  error: FastifyError,
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  if (error instanceof ValidationFailed) {
    await reply.status(422).send({ detail: error.detail });
    return;
  }
  if (error.statusCode === 400) {
    // The body could not be parsed.
    await reply.status(422).send({ detail: [{ loc: ["body"], msg: "Invalid body", type: "json_invalid" }] });
    return;
  }
  const { code, issues } = toDomainError(error);
  const [status, message] = ERROR_FACTS[code];
  if (code === "INPUT_INVALID") {
    const detail = issues.map((issue) => ({
      loc: ["body", ...issue.path],
      msg: issue.message,
      type: issue.code,
    }));
    await reply.status(422).send({ detail });
  } else if (status === 401) {
    const hasToken = req.headers.authorization !== undefined || code === "CREDENTIALS_WRONG";
    const detail = hasToken ? message : "Not authenticated";
    await reply.status(401).header("www-authenticate", "Bearer").send({ detail });
  } else if (status === 409) {
    // The original answered 400 where an e-mail or a name was taken.
    await reply.status(400).send({ detail: message });
  } else {
    await handleError(error, req, reply);
  }
}
