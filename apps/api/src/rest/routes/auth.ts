import { Email, LanguageField, Password, Username, UserTypeField } from "@fluentfusion/contract";
import { z } from "zod";
import { login, register } from "../../features/auth/auth.service.ts";
import { publicRoute, type Route } from "../route.ts";
import { toUserOut, UserOut } from "./user-out.ts";

const RegisterBody = z.object({
  username: Username,
  email: Email,
  password: Password,
  user_type: UserTypeField,
  target_language: LanguageField,
});

/** An OAuth2 password form; `username` is the e-mail. */
const LoginForm = z.object({ username: z.string().min(1).max(320), password: z.string().min(1).max(1024) });

export const authRoutes: readonly Route[] = [
  publicRoute(
    {
      method: "POST",
      path: "/api/auth/register",
      summary: "Make an account",
      tag: "auth",
      body: RegisterBody,
      status: 201,
      output: UserOut,
      failures: [400],
    },
    async ({ deps, body, userAgent }) => {
      const input = {
        username: body.username,
        email: body.email,
        password: body.password,
        userType: body.user_type,
        targetLanguage: body.target_language,
        refreshTransport: "body" as const,
      };
      const { signedIn } = await register(deps, input, userAgent);
      return toUserOut(signedIn.user);
    },
  ),
  publicRoute(
    {
      method: "POST",
      path: "/api/auth/login",
      summary: "Get an access token",
      tag: "auth",
      body: LoginForm,
      bodyType: "application/x-www-form-urlencoded",
      status: 200,
      output: z.object({ access_token: z.string(), token_type: z.literal("bearer") }),
      failures: [401],
    },
    async ({ deps, body, userAgent }) => {
      const { signedIn } = await login(deps, { email: body.username, password: body.password }, userAgent);
      return { access_token: signedIn.accessToken, token_type: "bearer" as const };
    },
  ),
];
