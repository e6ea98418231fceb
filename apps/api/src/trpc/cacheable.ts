import type { FastifyReply, FastifyRequest } from "fastify";
import { etagOf } from "./kept-answers.ts";

/** What a client keeps and asks about again: everybody's, or its own until the catalogue changes. */
const KEPT = /^public|^private, no-cache$/;

/** Whether a client names what it would be given. */
export function isUnchanged(named: string | undefined, etag: string): boolean {
  // A proxy that compresses makes the name a weak one.
  return named !== undefined && named.replace(/^W\//, "") === etag;
}

/** Gives what may be kept a name, and answers whoever names it that nothing has changed. */
export async function answerIfChanged(
  req: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const isWhole = typeof payload === "string" || payload instanceof Buffer;
  if (!isWhole || reply.statusCode !== 200 || !KEPT.test(String(reply.getHeader("cache-control"))))
    return payload;
  const named = reply.getHeader("etag");
  const etag = typeof named === "string" ? named : etagOf(payload);
  if (named === undefined) void reply.header("etag", etag);
  if (!isUnchanged(req.headers["if-none-match"], etag)) return payload;
  void reply.code(304);
  return "";
}
