import "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { DEVICE_COOKIE } from "../features/auth/known-device.ts";
import type { Standing } from "../limits/limit.ts";
import type { Actor } from "../shared/actor.ts";
import type { Caller } from "../shared/caller.ts";
import type { Deps } from "../shared/deps.ts";
import { DomainError } from "../shared/domain-error.ts";

/** What a call may touch of its HTTP request; REST routes make the same. */
export interface HttpContext {
  readonly origin: string | null;
  /** What a browser says by `Sec-Fetch-Site`, which scripts cannot set. */
  readonly isCrossSite: boolean;
  readonly caller: Caller;
  readonly cookie: (name: string) => string | null;
  readonly setCookie: (name: string, value: string, maxAgeSeconds: number) => void;
}

export interface Context {
  readonly deps: Deps;
  readonly requestId: string;
  readonly http: HttpContext;
  /** Read once for all calls of a batch; `null` without a valid token. */
  readonly actor: () => Promise<Actor | null>;
  /** The same as it is by now: for what lasts longer than a call. */
  readonly findActorAgain: () => Promise<Actor | null>;
  /** Pays for all calls of the request, once. Throws RATE_LIMITED. */
  readonly pay: () => Promise<void>;
}

/** A context whose caller is known: what the services of learners take. */
export interface ActorContext {
  readonly deps: Deps;
  readonly actor: Actor;
}

const BEARER = /^Bearer ([\w.-]{20,2000})$/i;

/** The token that a request shows, whether it is good or not. */
export const bearerOf = ({ authorization = "" }: FastifyRequest["headers"]): string | undefined =>
  BEARER.exec(authorization)?.[1];

/** Names and values of headers in turn. By draft-ietf-httpapi-ratelimit-headers-10. */
export function standingHeaders({ limit, remaining, resetMs }: Standing): [string, string, string, string] {
  return [
    "ratelimit-policy",
    `"${limit.name}";q=${limit.points};w=${limit.seconds}`,
    "ratelimit",
    `"${limit.name}";r=${remaining};t=${Math.ceil(resetMs / 1000)}`,
  ];
}

/** @param cost of all calls of the request together */
export function createContext(deps: Deps, req: FastifyRequest, res: FastifyReply, cost: number): Context {
  let actor: Promise<Actor | null> | undefined;
  let paid: Promise<void> | undefined;
  // No neighbour under the same domain can set a cookie of such a name (RFC 6265bis); it needs HTTPS.
  const prefix = deps.env.isProduction ? "__Host-" : "";
  const cookie = (name: string) => req.cookies[prefix + name] ?? null;
  const token = bearerOf(req.headers);
  const findActorAgain = () => (token === undefined ? Promise.resolve(null) : deps.actors.find(token));
  const findCaller = () => (actor ??= token === undefined ? Promise.resolve(null) : deps.actors.find(token));
  const spend = async () => {
    // Without a database nobody is known, and what needs none is still answered.
    const accountId = (await findCaller().catch(() => null))?.userId ?? null;
    const standing = await deps.callLimits.spend({ address: req.ip, accountId }, cost);
    if (standing === null) return;
    const [policy, policyValue, name, value] = standingHeaders(standing);
    void res.header(policy, policyValue).header(name, value);
    if (!standing.isAllowed) throw new DomainError("RATE_LIMITED", { retryAfterMs: standing.resetMs });
  };
  return {
    deps,
    requestId: req.id,
    http: {
      origin: req.headers.origin ?? null,
      isCrossSite: req.headers["sec-fetch-site"] === "cross-site",
      caller: {
        requestId: req.id,
        address: req.ip,
        userAgent: req.headers["user-agent"]?.slice(0, 200) ?? null,
        deviceToken: cookie(DEVICE_COOKIE),
      },
      cookie,
      setCookie: (name, value, maxAgeSeconds) => {
        void res.setCookie(prefix + name, value, {
          httpOnly: true,
          sameSite: "strict",
          secure: deps.env.isProduction,
          path: "/",
          maxAge: maxAgeSeconds,
        });
      },
    },
    actor: findCaller,
    findActorAgain,
    pay: () => (paid ??= spend()),
  };
}
