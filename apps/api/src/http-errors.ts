import { STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { PlainErrorCode } from "@fluentfusion/contract";
import { LIMITS } from "@fluentfusion/core";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { limitRefusals } from "./metrics/counters.ts";
import { loggableError, toDomainError } from "./shared/classify-error.ts";
import {
  DomainError,
  ERROR_FACTS,
  errorData,
  notNow,
  retryAfterSeconds,
  tooFast,
} from "./shared/domain-error.ts";

/** Of what the framework and the parser refuse: what a request is at fault for, or what passes. */
type OwnCode = PlainErrorCode | "RATE_LIMITED" | "UNAVAILABLE";

function refusalOf(code: OwnCode): DomainError {
  if (code === "RATE_LIMITED") return tooFast();
  return code === "UNAVAILABLE" ? notNow(code) : new DomainError(code);
}

const STATUS_TO_CODE: Readonly<Record<number, OwnCode>> = {
  400: "INPUT_INVALID",
  // What may not be looked at is not there, and neither is a method that an address does not have.
  403: "NOT_FOUND",
  404: "NOT_FOUND",
  405: "NOT_FOUND",
  413: "TOO_LARGE",
  414: "TOO_LARGE",
  415: "INPUT_INVALID",
  429: "RATE_LIMITED",
  503: "UNAVAILABLE",
};

/** Statuses that say more than the code's own. */
const MORE_EXACT: ReadonlySet<number> = new Set([414, 415]);

function known(error: FastifyError): DomainError {
  const status = error.statusCode;
  const code = status === undefined ? undefined : STATUS_TO_CODE[status];
  return code === undefined ? toDomainError(error) : refusalOf(code);
}

/** The body that a failed request gets: tRPC's shape under /trpc, the original API's `detail` elsewhere. */
export function errorBody(
  req: Pick<FastifyRequest, "url" | "id">,
  error: DomainError,
  httpStatus: number = ERROR_FACTS[error.code][0],
): unknown {
  const [, message] = ERROR_FACTS[error.code];
  if (!req.url.startsWith("/trpc")) {
    return { detail: message, code: error.code, params: error.params, request_id: req.id };
  }
  const data = errorData(error, { requestId: req.id, httpStatus, path: null });
  return { error: { message, code: -32_600, data } };
}

/** Answers whatever was thrown outside a procedure. Nothing of the error itself reaches the client. */
export async function handleError(
  error: FastifyError,
  req: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const domainError = known(error);
  const { statusCode = 0 } = error;
  const status = MORE_EXACT.has(statusCode) ? statusCode : ERROR_FACTS[domainError.code][0];
  if (status >= 500 && domainError.code !== "OVERLOADED")
    req.log.error({ error: loggableError(error) }, "request failed");
  const retryAfter = retryAfterSeconds(domainError);
  if (retryAfter !== null) void reply.header("retry-after", retryAfter);
  await reply.status(status).send(errorBody(req, domainError, status));
}

/** Answers what the router itself refused, such as an address with a broken escape. */
export function handleFrameworkError(error: FastifyError, req: FastifyRequest, reply: FastifyReply): void {
  void reply.header("x-request-id", req.id);
  void handleError(error, req, reply);
}

/** Refuses an address that no client of ours makes, before anything is done with it. */
export async function refuseLongAddress(req: FastifyRequest): Promise<void> {
  if (req.url.length > LIMITS.urlMaxChars) throw Object.assign(new Error("address"), { statusCode: 414 });
}

/** What Node's parser says of bytes that are no request, by its own code; the rest is 400 and beyond no limit. */
const UNREADABLE: Readonly<Record<string, readonly [status: number, code: OwnCode, limit: string]>> = {
  HPE_HEADER_OVERFLOW: [431, "TOO_LARGE", "header-size"],
  // Also meets who wrote into a connection just as it was given up for unused (RFC 9110, 15.5.9): it may be sent again.
  ERR_HTTP_REQUEST_TIMEOUT: [408, "UNAVAILABLE", "request-time"],
};

/** Answers bytes that are no request: unknown methods, headers that are too large. There is no route, so no shape but this. */
export function refuseUnreadable(newId: () => string) {
  return (error: Error & { readonly code?: string }, socket: Socket): void => {
    if (error.code === "ECONNRESET" || !socket.writable) {
      socket.destroy();
      return;
    }
    const [status, code, limit] = UNREADABLE[error.code ?? ""] ?? [400, "INPUT_INVALID", null];
    if (limit !== null) limitRefusals.inc({ limit });
    const id = newId();
    const domainError = refusalOf(code);
    const retryAfter = retryAfterSeconds(domainError);
    const { params } = domainError;
    const body = JSON.stringify({ detail: ERROR_FACTS[code][1], code, params, request_id: id });
    const head = [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      "content-type: application/json; charset=utf-8",
      `content-length: ${Buffer.byteLength(body)}`,
      `x-request-id: ${id}`,
      ...(retryAfter === null ? [] : [`retry-after: ${retryAfter}`]),
      "connection: close",
    ];
    socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  };
}

export async function handleNotFound(req: FastifyRequest, reply: FastifyReply): Promise<void> {
  await reply.status(404).send(errorBody(req, new DomainError("NOT_FOUND")));
}
