import {
  Email,
  LanguageField,
  Password,
  SecondFactorCode,
  storableText,
  Username,
  UserTypeField,
} from "@fluentfusion/contract";
import { z } from "zod";
import { login, register } from "../../features/auth/auth.service.ts";
import { publicRoute, type Route } from "../route.ts";
import { toUserOut, UserOut } from "./user-out.ts";

const RegisterBody = z
  .object({
    username: Username,
    email: Email,
    password: Password,
    user_type: UserTypeField,
    target_language: LanguageField,
  })
  .meta({ id: "Registration" });

/**
 * An OAuth2 password form, of which `grant_type` and the like are not needed; `username` is the e-mail. `totp_code` is for
 * accounts with a second factor.
 */
const LoginForm = z
  .object({
    username: storableText(1, 320),
    password: storableText(1, 1024),
    totp_code: SecondFactorCode.optional(),
  })
  .meta({ id: "LoginForm" });

const AccessToken = z
  .object({ access_token: z.string(), token_type: z.literal("bearer") })
  .meta({ id: "AccessToken" });

export const authRoutes: readonly Route[] = [
  publicRoute(
    {
      method: "POST",
      path: "/api/auth/register",
      summary: "Make an account",
      description:
        "The language that the learner speaks is guessed from user_type and target_language; PATCH /api/users/me corrects it.",
      tag: "auth",
      cost: 10,
      body: RegisterBody,
      status: 201,
      output: UserOut,
      failures: [400],
    },
    async ({ deps, body, caller }) => {
      const input = {
        username: body.username,
        email: body.email,
        password: body.password,
        userType: body.user_type,
        targetLanguage: body.target_language,
        refreshTransport: "body" as const,
      };
      const { signedIn } = await register(deps, input, caller);
      return toUserOut(signedIn.user);
    },
  ),
  publicRoute(
    {
      method: "POST",
      path: "/api/auth/login",
      summary: "Get an access token",
      description:
        "An OAuth2 password form: username is the e-mail. grant_type, scope and the like are accepted and ignored.",
      tag: "auth",
      cost: 10,
      body: LoginForm,
      bodyType: "application/x-www-form-urlencoded",
      status: 200,
      output: AccessToken,
      failures: [401],
    },
    async ({ deps, body, caller }) => {
      const { username: email, password, totp_code: totpCode } = body;
      const { signedIn } = await login(deps, { email, password, totpCode }, caller);
      return { access_token: signedIn.accessToken, token_type: "bearer" as const };
    },
  ),
];
