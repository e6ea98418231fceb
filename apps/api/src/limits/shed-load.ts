import type { FastifyInstance, FastifyRequest } from "fastify";
import { limitRefusals } from "../metrics/counters.ts";
import { notNow } from "../shared/domain-error.ts";
import type { Admission } from "./admission.ts";
import type { EarlyRefusals } from "./early-refusals.ts";
import { laneOf } from "./lanes.ts";

/**
 * Refuses what is too much with OVERLOADED before any work is done on it. A request takes its place when it is here whole: else a
 * few who send their bodies slowly would hold all places. Call it after CORS is set up.
 */
export function shedLoad(app: FastifyInstance, admission: Admission, early: EarlyRefusals): void {
  const refused = new WeakSet<FastifyRequest>();
  app.addHook("onSend", async (req, reply) => {
    if (refused.has(req)) early.learn(req.raw, reply.getHeaders());
  });
  app.addHook("preValidation", async (req, reply) => {
    const lane = laneOf(req.method, req.url);
    if (lane === null) return;
    const leave = await admission.enter(lane);
    if (leave === null) {
      limitRefusals.inc({ limit: "requests" });
      refused.add(req);
      throw notNow("OVERLOADED");
    }
    reply.raw.once("close", leave);
    // Whoever hung up while waiting is not worked for.
    if (reply.raw.destroyed) {
      leave();
      throw notNow("OVERLOADED");
    }
  });
}
