import type { FastifyInstance } from "fastify";
import { limitRefusals } from "../metrics/counters.ts";
import { notNow } from "../shared/domain-error.ts";
import type { Admission, Lane } from "./admission.ts";

const ANSWERS = /^\/trpc\/[^?]*(attempts\.submit|sync\.push)|^\/api\/progress/;
/** Hashing has a bounded queue of its own, and a stream is not work that ends. */
const EXEMPT =
  /^\/trpc\/[^?]*(auth\.(login|register|claim|changePassword|resetPassword)|events\.stream)|^\/api\/auth\//;
const CALL = /^\/(trpc|api)\//;

/** In which lane a request waits; `null` for what must answer even when all else is too much, such as `/health`. */
function laneOf(method: string, url: string): Lane | null {
  if (method === "OPTIONS" || !CALL.test(url) || EXEMPT.test(url)) return null;
  return method === "POST" && ANSWERS.test(url) ? "first" : "later";
}

/**
 * Refuses what is too much with OVERLOADED before any work is done on it. A request takes its place when it is here whole: else a
 * few who send their bodies slowly would hold all places. Call it after CORS is set up.
 */
export function shedLoad(app: FastifyInstance, admission: Admission): void {
  app.addHook("preValidation", async (req, reply) => {
    const lane = laneOf(req.method, req.url);
    if (lane === null) return;
    const leave = await admission.enter(lane);
    if (leave === null) {
      limitRefusals.inc({ limit: "requests" });
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
