import { Done, LoginInput, RefreshInput, RegisterInput, SignedIn } from "@fluentfusion/contract";
import { DomainError } from "../../shared/domain-error.ts";
import { publicProcedure, router } from "../../trpc/procedures.ts";
import { endSession, login, logout, refresh, register } from "./auth.service.ts";
import { clearCookie, cookieToken, deliver } from "./refresh-cookie.ts";

export const authRouter = router({
  register: publicProcedure
    .meta({ cost: 10 })
    .input(RegisterInput)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      deliver(ctx, await register(ctx.deps, input, ctx.http.caller), input.refreshTransport),
    ),

  login: publicProcedure
    .meta({ cost: 10 })
    .input(LoginInput)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      deliver(ctx, await login(ctx.deps, input, ctx.http.caller), input.refreshTransport),
    ),

  refresh: publicProcedure
    .input(RefreshInput)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) => {
      const token = input.refreshToken ?? cookieToken(ctx);
      if (token === null) throw new DomainError("REFRESH_INVALID");
      return deliver(
        ctx,
        await refresh(ctx.deps, token),
        input.refreshToken === undefined ? "cookie" : "body",
      );
    }),

  /** Ends the session of the refresh token, of the cookie and of the access token, whichever are sent. */
  logout: publicProcedure
    .input(RefreshInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      const token = input.refreshToken ?? cookieToken(ctx);
      if (token !== null) await logout(ctx.deps, token);
      const actor = await ctx.actor();
      if (actor !== null) await endSession(ctx.deps, actor.sessionId);
      clearCookie(ctx);
      return { ok: true as const };
    }),
});
