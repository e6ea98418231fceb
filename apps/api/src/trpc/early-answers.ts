import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from "node:http";
import { lruOf } from "../shared/lru.ts";
import type { Standing } from "../limits/limit.ts";
import { earlyAnswerLog, pathOf } from "../logger.ts";
import { countLookup } from "../metrics/counters.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { Actor } from "../shared/actor.ts";
import type { Deps } from "../shared/deps.ts";
import { listedOrigin } from "../shared/listed-origin.ts";
import { sameHeaders } from "../shared/same-headers.ts";
import { isUnchanged } from "./cacheable.ts";
import { standingHeaders } from "./context.ts";
import { type KeptAnswer, type KeptAnswers, type KeptCall, wholeOf } from "./kept-answers.ts";
import { asksForStream } from "./plain-calls.ts";
import { isTooOld } from "./too-old.ts";

const ADDRESSES_KEPT = 5_000;
const LONGEST_ADDRESS = 2_000;

/** What the long way has answered by what is kept. */
interface Asked {
  readonly calls: readonly KeptCall[];
  readonly isBatch: boolean;
  /** Points that the calls cost. */
  readonly cost: number;
}

/** That, and the headers that it gave. */
interface Address extends Asked {
  /** Names and values in turn: those that any answer at this address has. */
  readonly headers: readonly string[];
  /** As it is logged, and as it is counted. */
  readonly path: string | undefined;
  readonly route: string;
}

/** An answer that is there, for somebody who may have it. */
interface Hit {
  /** When it was asked for, on the clock of `performance`. */
  readonly startedAt: number;
  readonly address: Address;
  readonly actor: Actor;
  readonly answer: Pick<KeptAnswer, "latin1" | "etag">;
}

/** What a client may send that changes more of an answer than is known here. */
function isUsual(headers: IncomingHttpHeaders): boolean {
  return (
    headers["content-length"] === undefined &&
    headers["transfer-encoding"] === undefined &&
    !asksForStream(headers) &&
    !isTooOld(headers)
  );
}

export type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/**
 * Answers a call, or a batch of calls, by what is kept before Fastify makes a request of it: routing, hooks and their objects cost several
 * times what such an answer does. Who is asking and what they may still spend is looked at as ever, the answer is found by
 * the place that `KeptAnswers` gives it, and the headers are those of the long way: it has to have answered at
 * this very address before. Whatever is not plainly so is left to the long way.
 */
export class EarlyAnswers {
  readonly #addresses = lruOf<Address>(ADDRESSES_KEPT);
  readonly #deps: Deps;
  readonly #answers: KeptAnswers;
  readonly #metrics: Metrics | undefined;
  readonly #log: ReturnType<typeof earlyAnswerLog>;

  constructor(deps: Deps, answers: KeptAnswers, metrics: Metrics | undefined) {
    this.#deps = deps;
    this.#answers = answers;
    this.#metrics = metrics;
    this.#log = earlyAnswerLog(deps.log);
  }

  /** Remembers how the long way answered at an address, to a page of this origin. */
  learn(req: IncomingMessage, headers: Readonly<Record<string, unknown>>, asked: Asked): void {
    const name = this.#addressOf(req);
    // A trace begins with the request.
    const isOther = this.#deps.tracing !== null || req.method !== "GET" || !isUsual(req.headers);
    if (isOther || name === null || name.length > LONGEST_ADDRESS || this.#addresses.has(name)) return;
    const same = sameHeaders(headers);
    if (same === null) return;
    const [first, ...others] = asked.calls;
    const route = others.length > 0 ? "trpc batch" : `trpc ${first?.path}`;
    this.#addresses.set(name, { ...asked, headers: same, path: pathOf(req.url ?? ""), route });
  }

  /** @param handle answers what cannot be answered here */
  before(handle: Handler): Handler {
    return (req, res) => {
      const hit = this.#find(req);
      if (hit === null) return handle(req, res);
      const { actor, address } = hit;
      this.#deps.callLimits.spend({ address: "", accountId: actor.userId }, address.cost).then(
        (standing) => {
          // Who is refused hears it from the long way.
          if (standing?.isAllowed === false) handle(req, res);
          else this.#send(req, res, hit, standing);
        },
        () => handle(req, res),
      );
    };
  }

  #find(req: IncomingMessage): Hit | null {
    const startedAt = performance.now();
    // The long way tells clients that the server is closing.
    if (this.#deps.lifecycle.stage === "draining" || req.method !== "GET") return null;
    const name = this.#addressOf(req);
    const address = name === null ? undefined : this.#addresses.get(name);
    if (address === undefined) return null;
    const found = this.#findAt(address, req.headers);
    countLookup("early answers", found !== null);
    return found === null ? null : { ...found, startedAt };
  }

  /** Answers name the origin that they are for. `null` for one that is not let in. */
  #addressOf({ headers, url = "" }: IncomingMessage): string | null {
    const origin = listedOrigin(headers, this.#deps.env);
    return origin === null ? null : origin + url;
  }

  #findAt(address: Address, headers: IncomingHttpHeaders): Omit<Hit, "startedAt"> | null {
    if (!isUsual(headers)) return null;
    const { authorization } = headers;
    if (authorization === undefined || !authorization.startsWith("Bearer ")) return null;
    const actor = this.#deps.actors.known(authorization.slice("Bearer ".length));
    const catalogue = this.#deps.catalogue.known();
    if (actor === null || catalogue === null) return null;
    const answers: KeptAnswer[] = [];
    for (const call of address.calls) {
      const place = this.#answers.placeOf(actor, catalogue.version, call);
      const found = place === null ? undefined : this.#answers.get(place);
      if (found === undefined) return null;
      answers.push(found);
    }
    const answer = wholeOf(answers, address.isBatch);
    return answer === undefined ? null : { address, actor, answer };
  }

  #send(
    req: IncomingMessage,
    res: ServerResponse,
    { startedAt, address, answer }: Hit,
    standing: Standing | null,
  ): void {
    const { latin1, etag } = answer;
    const reqId = randomUUID();
    const headers = [...address.headers, "x-request-id", reqId, "etag", etag];
    if (standing !== null) headers.push(...standingHeaders(standing));
    const isSame = isUnchanged(req.headers["if-none-match"], etag);
    const statusCode = isSame ? 304 : 200;
    headers.push("content-length", String(isSame ? 0 : latin1.length));
    res.writeHead(statusCode, headers);
    if (isSame) res.end();
    else res.end(latin1, "latin1");
    countLookup("actors", true);
    for (const _ of address.calls) countLookup("answers", true);
    const milliseconds = performance.now() - startedAt;
    this.#metrics?.answered("GET", address.route, statusCode, milliseconds);
    this.#log({ reqId, method: "GET", path: address.path, statusCode, milliseconds });
  }
}
