import {
  ById,
  ChangePasswordInput,
  ClaimInput,
  CreatedToken,
  CreateTokenInput,
  Done,
  GuestInput,
  LoginInput,
  RefreshInput,
  RegisterInput,
  RequestPasswordResetInput,
  ResetPasswordInput,
  SessionSummary,
  SignedIn,
  TokenSummary,
  User,
  VerifyEmailInput,
} from "@fluentfusion/contract";
import { z } from "zod";
import { DomainError } from "../../shared/domain-error.ts";
import { publicProcedure, router, sessionProcedure } from "../../trpc/procedures.ts";
import { createToken, listMyTokens, revokeToken } from "./access-tokens.service.ts";
import { endSession, login, logout, refresh, register } from "./auth.service.ts";
import { claimAccount, startAsGuest } from "./guests.service.ts";
import { changePassword, requestPasswordReset, resetPassword, verifyEmail } from "./passwords.service.ts";
import { clearCookie, cookieToken, deliver } from "./refresh-cookie.ts";
import { listSessions, logoutEverywhere, revokeMySession } from "./sessions.service.ts";

const DONE = { ok: true } as const;
/** Hashing a password is some ten times the work of another call. */
const HASHING = { cost: 10 } as const;

export const authRouter = router({
  register: publicProcedure
    .meta(HASHING)
    .input(RegisterInput)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      deliver(ctx, await register(ctx.deps, input, ctx.http.caller), input.refreshTransport),
    ),

  login: publicProcedure
    .meta(HASHING)
    .input(LoginInput)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      deliver(ctx, await login(ctx.deps, input, ctx.http.caller), input.refreshTransport),
    ),

  guest: publicProcedure
    .meta({ cost: 5 })
    .input(GuestInput)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) =>
      deliver(ctx, await startAsGuest(ctx.deps, input, ctx.http.caller), input.refreshTransport),
    ),

  claim: sessionProcedure
    .meta(HASHING)
    .input(ClaimInput)
    .output(User)
    .mutation(({ ctx, input }) => claimAccount(ctx, input)),

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
      return DONE;
    }),

  logoutEverywhere: sessionProcedure.output(Done).mutation(async ({ ctx }) => {
    await logoutEverywhere(ctx);
    clearCookie(ctx);
    return DONE;
  }),

  sessions: sessionProcedure.output(z.array(SessionSummary)).query(({ ctx }) => listSessions(ctx)),

  revokeSession: sessionProcedure
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await revokeMySession(ctx, input.id);
      return DONE;
    }),

  changePassword: sessionProcedure
    .meta({ cost: 20 })
    .input(ChangePasswordInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await changePassword(ctx, input, ctx.http.caller);
      return DONE;
    }),

  requestPasswordReset: publicProcedure
    .meta({ cost: 5 })
    .input(RequestPasswordResetInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await requestPasswordReset(ctx.deps, input.email, ctx.http.caller);
      return DONE;
    }),

  resetPassword: publicProcedure
    .meta(HASHING)
    .input(ResetPasswordInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await resetPassword(ctx.deps, input);
      return DONE;
    }),

  verifyEmail: publicProcedure
    .input(VerifyEmailInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await verifyEmail(ctx.deps, input.token);
      return DONE;
    }),

  /** Personal access tokens, for programs. */
  tokens: sessionProcedure.output(z.array(TokenSummary)).query(({ ctx }) => listMyTokens(ctx)),

  createToken: sessionProcedure
    .input(CreateTokenInput)
    .output(CreatedToken)
    .mutation(({ ctx, input }) => createToken(ctx, input)),

  revokeToken: sessionProcedure
    .input(ById)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await revokeToken(ctx, input.id);
      return DONE;
    }),
});
