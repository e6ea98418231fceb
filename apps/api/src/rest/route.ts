import type { z } from "zod";
import type { Actor } from "../shared/actor.ts";
import type { Caller } from "../shared/caller.ts";
import type { Deps } from "../shared/deps.ts";

/** Where a part of a request comes from, as errors name it. */
export type Part = "path" | "query" | "body";

interface Shape<Params, Query, Body, Output> {
  readonly method: "GET" | "POST" | "PATCH";
  /** With `:name` for a part of the path; answers with and without a trailing slash. */
  readonly path: string;
  readonly summary: string;
  /** What a client has to know beyond the summary. */
  readonly description?: string;
  readonly tag: string;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** How the body is sent; JSON unless said. */
  readonly bodyType?: "application/json" | "application/x-www-form-urlencoded";
  /** Points that a call costs its caller; one unless said. */
  readonly cost?: number;
  /** Of success. */
  readonly status: 200 | 201;
  readonly output: z.ZodType<Output>;
  /** Statuses of failures beside 401, 422 and 503. */
  readonly failures?: readonly (400 | 401 | 404)[];
}

export interface RestRequest<Params, Query, Body> {
  readonly deps: Deps;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly caller: Caller;
}

export interface LearnerRequest<Params, Query, Body> extends RestRequest<Params, Query, Body> {
  readonly actor: Actor;
}

/** One route of the original API: what is served and what is documented are made from the same lines. */
export type Route = Shape<unknown, unknown, unknown, unknown> &
  (
    | {
        readonly access: "public";
        readonly handle: (request: RestRequest<never, never, never>) => Promise<unknown>;
      }
    | {
        readonly access: "learner";
        readonly handle: (request: LearnerRequest<never, never, never>) => Promise<unknown>;
      }
  );

/** A route for everyone. */
export function publicRoute<Params, Query, Body, Output>(
  shape: Shape<Params, Query, Body, Output>,
  handle: (request: RestRequest<Params, Query, Body>) => Promise<Output>,
): Route {
  return { ...shape, access: "public", handle };
}

/** A route for whoever is signed in. */
export function learnerRoute<Params, Query, Body, Output>(
  shape: Shape<Params, Query, Body, Output>,
  handle: (request: LearnerRequest<Params, Query, Body>) => Promise<Output>,
): Route {
  return { ...shape, access: "learner", handle };
}
