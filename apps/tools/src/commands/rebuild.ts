import { type Command, CommandFailure } from "../command.ts";

const PAGE = 20;

export const rebuild: Command = {
  name: "rebuild",
  usage: "rebuild [learner id] [--check]",
  summary: "Fold logs again and mend records that differ; with --check only tell (admins)",
  async run({ client, output, check, words: [learnerId] }) {
    const different: { learner: string; parts: string }[] = [];
    let checked = 0;
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof client.api.admin.rebuild.mutate>> =
        await client.api.admin.rebuild.mutate({
          check,
          limit: PAGE,
          ...(learnerId !== undefined && { learnerId }),
          ...(cursor !== null && { cursor }),
        });
      checked += page.checked;
      different.push(
        ...page.different.map((one) => ({ learner: one.learnerId, parts: one.parts.join(", ") })),
      );
      ({ nextCursor: cursor } = page);
    } while (cursor !== null);
    output.table(different);
    const told = check ? "differ from their log" : "differed from their log and were mended";
    output.say(`${checked} learners folded again; ${different.length} ${told}.`);
    if (check && different.length > 0) throw new CommandFailure("Some records are not what their log says.");
  },
};
