import { type Command, mustBeId, UsageError } from "../command.ts";

const percent = (share: number) => `${Math.round(100 * share)} %`;

export const team: Command = {
  name: "team",
  usage: "team list | report <team id>",
  summary: "Your teams, and how ready one is for each situation (managers)",
  async run({ client, output, words: [deed, teamId] }) {
    if (deed === "list") {
      const mine = await client.api.teams.mine.query();
      output.table(mine.map(({ id, name, role }) => ({ name, role, id })));
      if (mine.length === 0)
        output.say(
          "You are in no team. Managers make one in the web app, under /teams; others join by its link.",
        );
    } else if (deed === "report" && teamId !== undefined) {
      mustBeId(teamId, "team", "ff team list");
      const report = await client.api.teams.report.query({ teamId });
      output.answer(report, () => {
        output.table(
          report.groups.flatMap(({ targetLanguage, post, people, situations }) =>
            situations.map(({ category, mean, interval: [low, high] }) => ({
              language: targetLanguage,
              post: post ?? "several",
              people,
              situation: category,
              ready: percent(mean),
              likely: `${percent(low)} to ${percent(high)}`,
            })),
          ),
        );
        output.say("The likely range holds what a group would recall 8 times in 10 at least.");
        output.say(
          `No figure is about fewer than ${report.minimum} people; ${report.waiting} are in none yet.`,
        );
      });
    } else {
      throw new UsageError("Say what to do: ff team list | ff team report <team id>");
    }
  },
};
