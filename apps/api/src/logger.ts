import type { FastifyLoggerOptions, PinoLoggerOptions } from "fastify/types/logger.js";
import type { Env } from "./env.ts";
import { loggableError } from "./shared/classify-error.ts";

/** JSON lines without secrets: no bodies, no queries (a tRPC read carries its input there), no headers. */
export function loggerOptions(env: Pick<Env, "logLevel">): FastifyLoggerOptions & PinoLoggerOptions {
  return {
    level: env.logLevel,
    redact: ["password", "token", "authorization", "cookie", "*.password", "*.token"],
    serializers: {
      req: (req) => ({ method: req.method, path: req.url?.split("?", 1)[0]?.slice(0, 200) }),
      res: (res) => ({ statusCode: res.statusCode }),
      err: (error) => ({ type: "Error", message: "", stack: "", ...loggableError(error) }),
    },
  };
}
