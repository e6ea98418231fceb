import {
  ById,
  ChangeEmailInput,
  ChangePasswordInput,
  ClaimInput,
  ConfirmEmailChangeInput,
  CreatedToken,
  CreateTokenInput,
  DisableTotpInput,
  Done,
  EmailChangeAnswer,
  EnrolledTotp,
  EnrolTotpInput,
  GuestInput,
  LoggedOut,
  LoginInput,
  LogoutInput,
  RecoveryCodes,
  RefreshInput,
  RegisterInput,
  RequestPasswordResetInput,
  ResetPasswordInput,
  SessionSummary,
  SignedIn,
  TokenSummary,
  TotpCodeInput,
  TotpStatus,
  User,
  VerifyEmailInput,
} from "@fluentfusion/contract";
import { z } from "zod";
import { DomainError } from "../../shared/domain-error.ts";
import { publicProcedure, router, sessionProcedure } from "../../trpc/procedures.ts";
import { createToken, listMyTokens, revokeToken } from "./access-tokens.service.ts";
import { login, logout, refresh, register } from "./auth.service.ts";
import { changeEmail, confirmEmailChange } from "./email-change.service.ts";
import { claimAccount, startAsGuest } from "./guests.service.ts";
import { changePassword, requestPasswordReset, resetPassword, verifyEmail } from "./passwords.service.ts";
import { clearCookie, cookieToken, deliver } from "./refresh-cookie.ts";
import {
  confirmTotp,
  disableTotp,
  enrolTotp,
  renewRecoveryCodes,
  showTotp,
  totpStatus,
} from "./second-factor.service.ts";
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
    .mutation(({ ctx, input }) => claimAccount(ctx, input, ctx.http.caller)),

  refresh: publicProcedure
    .input(RefreshInput)
    .output(SignedIn)
    .mutation(async ({ ctx, input }) => {
      const token = input.refreshToken ?? cookieToken(ctx);
      if (token === null) throw new DomainError("REFRESH_INVALID");
      return deliver(
        ctx,
        await refresh(ctx.deps, token, ctx.http.caller),
        input.refreshToken === undefined ? "cookie" : "body",
      );
    }),

  /** Ends the session of the refresh token, of the cookie and of the access token, whichever are sent; of one account where it is named. */
  logout: publicProcedure
    .input(LogoutInput)
    .output(LoggedOut)
    .mutation(async ({ ctx, input: { refreshToken, userId } }) => {
      const shown = { refreshToken: refreshToken ?? cookieToken(ctx), actor: await ctx.actor() };
      const isOtherSignedIn = await logout(ctx.deps, shown, userId ?? null);
      if (!isOtherSignedIn) clearCookie(ctx);
      return { ...DONE, isOtherSignedIn };
    }),

  logoutEverywhere: sessionProcedure.output(Done).mutation(async ({ ctx }) => {
    await logoutEverywhere(ctx, { keepThis: false });
    clearCookie(ctx);
    return DONE;
  }),

  /** Every device but this one. */
  logoutOthers: sessionProcedure.output(Done).mutation(async ({ ctx }) => {
    await logoutEverywhere(ctx, { keepThis: true });
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

  /** Asks the old and the new address by mail. */
  changeEmail: sessionProcedure
    .meta({ cost: 20 })
    .input(ChangeEmailInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await changeEmail(ctx, input, ctx.http.caller);
      return DONE;
    }),

  /** For the links in both mails. */
  confirmEmailChange: publicProcedure
    .input(ConfirmEmailChangeInput)
    .output(EmailChangeAnswer)
    .mutation(({ ctx, input }) => confirmEmailChange(ctx.deps, input.token)),

  totp: sessionProcedure.output(TotpStatus).query(({ ctx }) => totpStatus(ctx)),

  enrolTotp: sessionProcedure
    .meta(HASHING)
    .input(EnrolTotpInput)
    .output(EnrolledTotp)
    .mutation(({ ctx, input }) => enrolTotp(ctx, input, ctx.http.caller)),

  confirmTotp: sessionProcedure
    .input(TotpCodeInput)
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => confirmTotp(ctx, input.code)),

  /** For a session that began before there was a second factor. */
  showTotp: sessionProcedure
    .input(TotpCodeInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await showTotp(ctx, input.code);
      return DONE;
    }),

  renewRecoveryCodes: sessionProcedure
    .input(TotpCodeInput)
    .output(RecoveryCodes)
    .mutation(({ ctx, input }) => renewRecoveryCodes(ctx, input.code)),

  disableTotp: sessionProcedure
    .meta(HASHING)
    .input(DisableTotpInput)
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await disableTotp(ctx, input, ctx.http.caller);
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
