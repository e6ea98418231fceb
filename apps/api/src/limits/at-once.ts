import type { FastifyInstance, FastifyRequest } from "fastify";
import { limitRefusals } from "../metrics/counters.ts";
import type { Deps } from "../shared/deps.ts";
import { tooFast } from "../shared/domain-error.ts";
import { bearerOf } from "../trpc/context.ts";
import { AT_WORK_MAX } from "./admission.ts";
import { laneOf } from "./lanes.ts";

/** Requests: more than a page or a program with batches has at once, and half of the places, so that there is room for others. */
export const AT_ONCE_MAX = AT_WORK_MAX / 2;

interface Needed {
  readonly actors: Pick<Deps["actors"], "known">;
  readonly env: Pick<Deps["env"], "rateLimitPerMinute">;
}

/**
 * Whose calls these are, under each name: a token, and its account as far as that is known at this moment. It may be forgotten
 * between two requests, so one name alone would count them apart.
 */
function callersOf({ headers }: FastifyRequest, { actors }: Needed): readonly string[] {
  const token = bearerOf(headers);
  if (token === undefined) return [];
  const actor = actors.known(token);
  return actor === null ? [token] : [token, actor.userId];
}

/**
 * Refuses what an account asks for while it has enough under way: with all of a minute's points spent in one moment, it would be
 * served and nobody else for seconds. A request counts from when it is here whole to the end of its answer.
 */
export function limitAtOnce(app: FastifyInstance, deps: Needed): void {
  if (deps.env.rateLimitPerMinute === 0) return;
  const underWay = new Map<string, number>();
  const add = (caller: string, requests: number) => {
    const count = (underWay.get(caller) ?? 0) + requests;
    if (count > 0) underWay.set(caller, count);
    else underWay.delete(caller);
    return count;
  };
  app.addHook("preValidation", async (req, { raw }) => {
    const callers = laneOf(req.method, req.url) === null ? [] : callersOf(req, deps);
    // Nobody hears of the end of what has ended.
    if (callers.length === 0 || raw.destroyed) return;
    raw.once("close", () => callers.forEach((caller) => add(caller, -1)));
    const counts = callers.map((caller) => add(caller, 1));
    if (counts.every((count) => count <= AT_ONCE_MAX)) return;
    limitRefusals.inc({ limit: "account-at-once" });
    throw tooFast();
  });
}
