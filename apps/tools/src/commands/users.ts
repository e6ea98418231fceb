import type { Command } from "../command.ts";

export const users: Command = {
  name: "users",
  usage: "users [beginning of an e-mail or name]",
  summary: "Look for accounts, the newest first (admins)",
  async run({ client, output, words: [search] }) {
    const page = await client.api.admin.users.query(search === undefined ? {} : { search });
    output.table(
      page.users.map(({ username, email, role, joinedAt, lastLoginAt, isDisabled, id }) => ({
        username,
        email,
        role,
        joined: joinedAt.slice(0, 10),
        "last sign-in": lastLoginAt?.slice(0, 10) ?? null,
        disabled: isDisabled,
        id,
      })),
    );
    if (page.nextCursor !== null) output.say("There are more; narrow the search.");
  },
};
