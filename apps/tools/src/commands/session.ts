import { isErrorCode } from "@fluentfusion/client";
import type { Answers } from "../answers.ts";
import { type Command, CommandFailure, UsageError } from "../command.ts";

/** Asks once; who says nothing, or whose pipe has run out, is told what was missing in place of the server's bounds. */
async function ask(answers: Answers, question: string, missing: string): Promise<string> {
  const answer = await answers.secret(question);
  if (answer === "") throw new CommandFailure(missing);
  return answer;
}

const NO_PASSWORD =
  "No password was given. Type it when it is asked for, or send it: ff sign-in <email> < password.txt";
const NO_CODE =
  "The code of the authenticator app is needed as well: type it when it is asked for, or send it as a second line.";

export const signIn: Command = {
  name: "sign-in",
  usage: "sign-in <email>",
  summary: "Sign in; the password is asked for, or read from standard input",
  isOfSession: true,
  async run({ client, output, answers, words: [email] }) {
    if (email === undefined) throw new UsageError("Say who: ff sign-in <email>");
    const account = { email, password: await ask(answers, "Password: ", NO_PASSWORD) };
    const user = await client.signIn(account).catch(async (error: unknown) => {
      if (!isErrorCode(error, "TOTP_REQUIRED")) throw error;
      const totpCode = await ask(answers, "Code of the authenticator app: ", NO_CODE);
      return client.signIn({ ...account, totpCode });
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
    const me = await client.api.me.get.query();
    const { username, email, role, targetLanguage, nativeLanguage, timeZone, id } = me;
    const rows = { username, email, role, targetLanguage, nativeLanguage, timeZone, id };
    output.answer(me, () => output.table(Object.entries(rows).map(([field, value]) => ({ field, value }))));
  },
};
