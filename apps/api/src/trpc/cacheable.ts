import { createHash } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Gives what anybody may keep a name, and answers whoever names it that nothing has changed. */
export async function answerIfChanged(
  req: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<unknown> {
  const isForAll = String(reply.getHeader("cache-control")).startsWith("public");
  if (!isForAll || typeof payload !== "string" || reply.statusCode !== 200) return payload;
  const etag = `"${createHash("sha256").update(payload).digest("base64url").slice(0, 22)}"`;
  void reply.header("etag", etag);
  // A proxy that compresses makes the name a weak one.
  if (req.headers["if-none-match"]?.replace(/^W\//, "") !== etag) return payload;
  void reply.code(304);
  return "";
}
