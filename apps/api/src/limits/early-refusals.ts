import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { errorBody } from "../http-errors.ts";
import { earlyAnswerLog, pathOf } from "../logger.ts";
import { limitRefusals } from "../metrics/counters.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { listedOrigin } from "../shared/listed-origin.ts";
import { sameHeaders } from "../shared/same-headers.ts";
import type { Deps } from "../shared/deps.ts";
import { notNow, retryAfterSeconds } from "../shared/domain-error.ts";
import type { Admission } from "./admission.ts";
import { laneOf } from "./lanes.ts";

export type Handler = (req: IncomingMessage, res: ServerResponse) => void;

interface Needed {
  readonly env: Pick<Deps["env"], "corsOrigins">;
  readonly lifecycle: Pick<Deps["lifecycle"], "stage">;
  readonly log: Deps["log"];
}

/**
 * Refuses what is too much before Fastify makes a request of it and anybody reads its body: under overload most requests
 * are refused, and what that costs is missing to those that are served. The headers are those of the long way, which has
 * refused somebody of the same origin before.
 */
export class EarlyRefusals {
  /** By origin; the empty one is that of no page, or of a page that is not let in. */
  readonly #headers = new Map<string, readonly string[]>();
  readonly #deps: Needed;
  readonly #admission: Admission;
  readonly #metrics: Metrics | undefined;
  readonly #log: ReturnType<typeof earlyAnswerLog>;

  constructor(deps: Needed, admission: Admission, metrics: Metrics | undefined) {
    this.#deps = deps;
    this.#admission = admission;
    this.#metrics = metrics;
    this.#log = earlyAnswerLog(deps.log);
  }

  /** Remembers how the long way refused. */
  learn(req: IncomingMessage, headers: Readonly<Record<string, unknown>>): void {
    const same = sameHeaders(headers);
    if (same !== null) this.#headers.set(this.#originOf(req), same);
  }

  /** @param handle takes what is not refused here */
  before(handle: Handler): Handler {
    return (req, res) => {
      const { method = "", url = "" } = req;
      const lane = laneOf(method, url);
      if (lane === null || !this.#admission.isFull(lane)) return handle(req, res);
      const headers = this.#headers.get(this.#originOf(req));
      // The long way tells clients that the server is closing.
      if (headers === undefined || this.#deps.lifecycle.stage === "draining") return handle(req, res);
      this.#refuse(req, res, headers);
    };
  }

  #originOf({ headers }: IncomingMessage): string {
    return listedOrigin(headers, this.#deps.env) ?? "";
  }

  #refuse(req: IncomingMessage, res: ServerResponse, headers: readonly string[]): void {
    const startedAt = performance.now();
    const { method = "", url = "" } = req;
    const id = randomUUID();
    const error = notNow("OVERLOADED");
    const body = JSON.stringify(errorBody({ url, id }, error));
    const own = ["x-request-id", id, "retry-after", String(retryAfterSeconds(error))];
    res.writeHead(503, [...headers, ...own, "content-length", String(Buffer.byteLength(body))]);
    res.end(body);
    limitRefusals.inc({ limit: "requests" });
    const milliseconds = performance.now() - startedAt;
    this.#metrics?.answered(method, "refused", 503, milliseconds);
    this.#log({ reqId: id, method, path: pathOf(url), statusCode: 503, milliseconds });
  }
}
