import { v7 as uuidV7 } from "uuid";
import { PASSWORD, signUp } from "../daily-load.ts";
import { type Rows, totpOf } from "./world.ts";

/** Accounts and what people decide about themselves. */
export const ACCOUNT: Rows = {
  "service.contact": [
    0,
    async ({ app }) =>
      () =>
        app.anonymous.service.contact.query(),
  ],
  "auth.register": [
    6,
    async ({ app }) =>
      () =>
        signUp(app.url),
  ],
  "auth.login": [
    3,
    async ({ learner, signIn }) =>
      () =>
        signIn(learner.email),
  ],
  "auth.guest": [
    3,
    async ({ app }) =>
      () =>
        app.anonymous.auth.guest.mutate({ userType: "tourist", targetLanguage: "kinyarwanda" }),
  ],
  "auth.claim": [
    6,
    async ({ app }) => {
      const { accessToken } = await app.anonymous.auth.guest.mutate({
        userType: "tourist",
        targetLanguage: "kinyarwanda",
      });
      return () =>
        app
          .as(accessToken)
          .auth.claim.mutate({ email: `claimed.${uuidV7()}@example.org`, password: PASSWORD });
    },
  ],
  "auth.refresh": [
    2,
    async ({ app, learner, signIn }) => {
      const { refreshToken } = await signIn(learner.email);
      return () => app.anonymous.auth.refresh.mutate({ refreshToken: refreshToken ?? "" });
    },
  ],
  "auth.logout": [
    2,
    async ({ app, learner, signIn }) => {
      const { refreshToken } = await signIn(learner.email);
      return () => app.anonymous.auth.logout.mutate({ refreshToken: refreshToken ?? "" });
    },
  ],
  "auth.logoutEverywhere": [
    4,
    async (world) => {
      const { client } = await world.person();
      return () => client.auth.logoutEverywhere.mutate();
    },
  ],
  "auth.logoutOthers": [
    4,
    async ({ learner }) =>
      () =>
        learner.client.auth.logoutOthers.mutate(),
  ],
  "auth.sessions": [
    0,
    async ({ learner }) =>
      () =>
        learner.client.auth.sessions.query(),
  ],
  "auth.revokeSession": [
    2,
    async ({ learner, signIn }) => {
      await signIn(learner.email);
      const other = (await learner.client.auth.sessions.query()).find(({ isCurrent }) => !isCurrent);
      return () => learner.client.auth.revokeSession.mutate({ id: other?.id ?? "" });
    },
  ],
  "auth.changePassword": [
    8,
    async (world) => {
      const { client } = await world.person();
      return () =>
        client.auth.changePassword.mutate({
          currentPassword: PASSWORD,
          newPassword: "another lake, another hill",
        });
    },
  ],
  "auth.requestPasswordReset": [
    3,
    async ({ app, learner }) =>
      () =>
        app.anonymous.auth.requestPasswordReset.mutate({ email: learner.email }),
  ],
  "auth.resetPassword": [
    9,
    async (world) => {
      const { email } = await world.person();
      await world.app.anonymous.auth.requestPasswordReset.mutate({ email });
      const token = await world.link(email, "assword");
      return () =>
        world.app.anonymous.auth.resetPassword.mutate({ token, newPassword: "another lake, another hill" });
    },
  ],
  "auth.verifyEmail": [
    2,
    async (world) => {
      const { email } = await world.person();
      const token = await world.link(email, "");
      return () => world.app.anonymous.auth.verifyEmail.mutate({ token });
    },
  ],
  "auth.changeEmail": [
    10,
    async (world) => {
      const { client } = await world.person();
      return () =>
        client.auth.changeEmail.mutate({ newEmail: `moved.${uuidV7()}@example.org`, password: PASSWORD });
    },
  ],
  "auth.confirmEmailChange": [
    5,
    async (world) => {
      const { client } = await world.person();
      const newEmail = `moved.${uuidV7()}@example.org`;
      await client.auth.changeEmail.mutate({ newEmail, password: PASSWORD });
      const token = await world.link(newEmail, "");
      return () => world.app.anonymous.auth.confirmEmailChange.mutate({ token });
    },
  ],
  "auth.totp": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.auth.totp.query(),
  ],
  "auth.enrolTotp": [
    2,
    async ({ learner }) =>
      () =>
        learner.client.auth.enrolTotp.mutate({ password: PASSWORD }),
  ],
  "auth.confirmTotp": [
    7,
    async (world) => {
      const { client } = await world.person();
      const { secret } = await client.auth.enrolTotp.mutate({ password: PASSWORD });
      return () => client.auth.confirmTotp.mutate({ code: totpOf(secret) });
    },
  ],
  "auth.showTotp": [
    3,
    async (world) => {
      const { client, secret } = await world.enrolled();
      return () => client.auth.showTotp.mutate({ code: totpOf(secret) });
    },
  ],
  "auth.renewRecoveryCodes": [
    4,
    async (world) => {
      const { client, secret } = await world.enrolled();
      return () => client.auth.renewRecoveryCodes.mutate({ code: totpOf(secret) });
    },
  ],
  "auth.disableTotp": [
    9,
    async (world) => {
      const { client, secret } = await world.enrolled();
      return () => client.auth.disableTotp.mutate({ password: PASSWORD, code: totpOf(secret) });
    },
  ],
  "auth.tokens": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.auth.tokens.query(),
  ],
  "auth.createToken": [
    4,
    async ({ learner }) =>
      () =>
        learner.client.auth.createToken.mutate({ name: "robot", scope: "read", days: 1 }),
  ],
  "auth.revokeToken": [
    2,
    async ({ learner }) => {
      const { id } = await learner.client.auth.createToken.mutate({ name: "robot", scope: "read", days: 1 });
      return () => learner.client.auth.revokeToken.mutate({ id });
    },
  ],
  "me.get": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.me.get.query(),
  ],
  "me.update": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.me.update.mutate({ timeZone: "Africa/Kigali" }),
  ],
  "me.pause": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.me.pause.mutate({ until: "2099-01-01" }),
  ],
  "me.export": [
    1,
    async ({ learner }) =>
      () =>
        learner.client.me.export.query({}),
  ],
  "me.delete": [
    10,
    async (world) => {
      const { client } = await world.person();
      return () => client.me.delete.mutate({ password: PASSWORD });
    },
  ],
};
