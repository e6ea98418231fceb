import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { handleError } from "../http-errors.ts";
import { toDomainError } from "../shared/classify-error.ts";
import { ERROR_FACTS } from "../shared/domain-error.ts";
import { ValidationFailed, type ValidationItem } from "./validation-failed.ts";

/** What Fastify refuses before a route sees it, told as the original told every body that it could not read. */
const UNREADABLE: Readonly<Record<number, ValidationItem>> = {
  400: { loc: ["body"], msg: "The body could not be read", type: "json_invalid" },
  415: { loc: ["body"], msg: "The body is not of a type that is read here", type: "content_type" },
};

/** `targetLanguage` of a service as the `target_language` that the client sent. */
function snakeCase(step: string | number): string | number {
  return typeof step === "number" ? step : step.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function invalid(error: FastifyError): readonly ValidationItem[] | null {
  if (error instanceof ValidationFailed) return error.detail;
  const unreadable = error.statusCode === undefined ? undefined : UNREADABLE[error.statusCode];
  if (unreadable !== undefined) return [unreadable];
  const { code, issues } = toDomainError(error);
  if (code !== "INPUT_INVALID") return null;
  return issues.map((issue) => ({
    loc: ["body", ...issue.path.map(snakeCase)],
    msg: issue.message,
    type: issue.code,
  }));
}

/** Answers a failure of a REST route as `{"detail": ...}`. */
export async function handleRestError(
  error: FastifyError,
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const detail = invalid(error);
  if (detail !== null) {
    await reply.status(422).send({ detail });
    return;
  }
  const { code } = toDomainError(error);
  const [status, message] = ERROR_FACTS[code];
  if (status === 401) {
    const isGiven = code === "CREDENTIALS_WRONG" || /^bearer /i.test(req.headers.authorization ?? "");
    const words = isGiven ? message : "Not authenticated";
    await reply.status(401).header("www-authenticate", "Bearer").send({ detail: words });
  } else if (status === 409) {
    // The original answered 400 where an e-mail or a name was taken.
    await reply.status(400).send({ detail: message });
  } else {
    await handleError(error, req, reply);
  }
}
