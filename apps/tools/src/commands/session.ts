import { isErrorCode } from "@fluentfusion/client";
import { type Command, UsageError } from "../command.ts";

export const signIn: Command = {
  name: "sign-in",
  usage: "sign-in <email>",
  summary: "Sign in; the password is asked for, or read from standard input",
  isOfSession: true,
  async run({ client, output, answers, words: [email] }) {
    if (email === undefined) throw new UsageError("Say who: ff sign-in <email>");
    const account = { email, password: await answers.secret("Password: ") };
    const user = await client.signIn(account).catch(async (error: unknown) => {
      if (!isErrorCode(error, "TOTP_REQUIRED")) throw error;
      return client.signIn({ ...account, totpCode: await answers.secret("Code of the authenticator app: ") });
    });
    output.say(`Signed in as ${user.username} (${user.role}).`);
  },
};

export const signOut: Command = {
  name: "sign-out",
  usage: "sign-out",
  summary: "End the session, here and on the server",
  isOfSession: true,
  async run({ client, output }) {
    await client.signOut();
    output.say("Signed out.");
  },
};

export const whoAmI: Command = {
  name: "whoami",
  usage: "whoami",
  summary: "Show the signed-in account",
  async run({ client, output }) {
    output.value(await client.api.me.get.query());
  },
};
