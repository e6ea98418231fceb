import "@fastify/cookie";
import type { FastifyReply, FastifyRequest } from "fastify";
import { findActor } from "../features/auth/actor.ts";
import type { Actor } from "../shared/actor.ts";
import type { Deps } from "../shared/deps.ts";

/** What a call may touch of its HTTP request; REST routes make the same. */
export interface HttpContext {
  readonly origin: string | null;
  readonly userAgent: string | null;
  readonly cookie: (name: string) => string | null;
  readonly setCookie: (name: string, value: string, maxAgeSeconds: number) => void;
}

export interface Context {
  readonly deps: Deps;
  readonly requestId: string;
  readonly http: HttpContext;
  /** Read once for all calls of a batch; `null` without a valid token. */
  readonly actor: () => Promise<Actor | null>;
}

/** A context whose caller is known: what the services of learners take. */
export interface ActorContext {
  readonly deps: Deps;
  readonly actor: Actor;
}

const BEARER = /^Bearer ([\w.-]{20,2000})$/i;

export function createContext(deps: Deps, req: FastifyRequest, res: FastifyReply): Context {
  let actor: Promise<Actor | null> | undefined;
  const token = BEARER.exec(req.headers.authorization ?? "")?.[1];
  return {
    deps,
    requestId: req.id,
    http: {
      origin: req.headers.origin ?? null,
      userAgent: req.headers["user-agent"]?.slice(0, 200) ?? null,
      cookie: (name) => req.cookies[name] ?? null,
      setCookie: (name, value, maxAgeSeconds) => {
        void res.setCookie(name, value, {
          httpOnly: true,
          sameSite: "strict",
          secure: deps.env.isProduction,
          path: "/trpc",
          maxAge: maxAgeSeconds,
        });
      },
    },
    actor: () => (actor ??= token === undefined ? Promise.resolve(null) : findActor(deps, token)),
  };
}
