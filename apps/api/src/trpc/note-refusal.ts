import type { DomainError } from "../shared/domain-error.ts";
import type { Context } from "./context.ts";

/**
 * Writes down who asked for what they may not have: for want of a role, a scope or a second factor.
 *
 * @param path of the procedure, or method and path of the route, without anybody's ids
 */
export async function noteRefusal(
  { code }: DomainError,
  { ctx, path }: { readonly ctx: Pick<Context, "actor" | "deps" | "requestId">; readonly path: string },
): Promise<void> {
  if (code !== "FORBIDDEN" && code !== "SECOND_FACTOR_REQUIRED") return;
  const actor = await ctx.actor().catch(() => null);
  ctx.deps.log.info({ reqId: ctx.requestId, path, code, userId: actor?.userId ?? null }, "refused");
}
