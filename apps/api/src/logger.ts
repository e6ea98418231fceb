import type { FastifyLoggerOptions, PinoLoggerOptions } from "fastify/types/logger.js";
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from "fastify";
import type { Env } from "./env.ts";
import { loggableError } from "./shared/classify-error.ts";

/** Lines that wait for the end of this turn of the event loop; more than so many are written at once. */
const WAITING_MAX_CHARS = 65_536;

/**
 * Writes the lines of one turn of the event loop together: a busy server answers dozens of requests in one, and each write is
 * a system call. What a crash can lose is the lines of the turn that crashed it; an orderly exit loses none.
 */
export function createLogStream(write: (text: string) => void): { write(line: string): void } {
  let waiting = "";
  const flush = () => {
    if (waiting === "") return;
    const text = waiting;
    waiting = "";
    write(text);
  };
  process.once("exit", flush);
  return {
    write(line) {
      if (waiting === "") setImmediate(flush);
      waiting += line;
      if (waiting.length > WAITING_MAX_CHARS) flush();
    },
  };
}

const standardOutput = createLogStream((text) => process.stdout.write(text));

/** The part of an address that may be logged: a tRPC read carries its input behind it. */
export function pathOf(url: string): string | undefined {
  return url.split("?", 1)[0]?.slice(0, 200);
}

/** What is said of a request when it has been answered, with the `reqId` that its other lines have. */
export function logAnswer(req: FastifyRequest, reply: FastifyReply): void {
  const { method, log, url } = req;
  const { statusCode, elapsedTime } = reply;
  log.info({ method, path: pathOf(url), statusCode, responseTime: inMicroseconds(elapsedTime) }, "answered");
}

/** Milliseconds, rounded. */
function inMicroseconds(milliseconds: number): number {
  return Math.round(1000 * milliseconds) / 1000;
}

/** An answer that was given before there was a request of Fastify's. */
interface EarlyAnswer {
  readonly reqId: string;
  readonly method: string;
  readonly path: string | undefined;
  readonly statusCode: number;
  readonly milliseconds: number;
}

/** Says the same as `logAnswer`. Nothing in these lines is ever a secret, so none is looked for. */
export function earlyAnswerLog(log: FastifyBaseLogger): (answer: EarlyAnswer) => void {
  const lines = log.child({}, { redact: [] });
  return ({ reqId, method, path, statusCode, milliseconds }) =>
    lines.info({ reqId, method, path, statusCode, responseTime: inMicroseconds(milliseconds) }, "answered");
}

/** JSON lines without secrets: no bodies, no queries (a tRPC read carries its input there), no headers. */
export function loggerOptions(env: Pick<Env, "logLevel">): FastifyLoggerOptions & PinoLoggerOptions {
  return {
    level: env.logLevel,
    stream: standardOutput,
    redact: ["password", "token", "authorization", "cookie", "*.password", "*.token"],
    serializers: {
      req: (req) => ({ method: req.method, path: pathOf(req.url ?? "") }),
      res: (res) => ({ statusCode: res.statusCode }),
      err: (error) => ({ type: "Error", message: "", stack: "", ...loggableError(error) }),
    },
  };
}
