import { type Command, type Tools, UsageError } from "../command.ts";

const VERDICTS = {
  better: "The learner model is better.",
  worse: "The learner model is worse.",
  no_difference_shown: "No difference is shown.",
  too_little_evidence: "Too little evidence: no verdict.",
} as const;

const USAGE = "list | start <name> <share> | stop <name> | report <name>";

const armsText = (arms: readonly { readonly policy: string; readonly share: number }[]) =>
  arms.map(({ policy, share }) => `${policy} ${share}`).join(", ");

const minute = (at: string) => at.slice(0, 16).replace("T", " ");

async function start({ client, output }: Tools, name: string, share: string): Promise<void> {
  const part = Number(share);
  const [model, rules] = ["learner-model@1", "seed-rules@1"];
  const arms = [
    { policy: model, share: part },
    { policy: rules, share: Math.round((1 - part) * 1e6) / 1e6 },
  ];
  const begun = await client.api.admin.startExperiment.mutate({ name, arms });
  output.answer(begun, () => output.say(`${name} has begun: ${armsText(begun.arms)}.`));
}

async function report({ client, output }: Tools, name: string): Promise<void> {
  const judged = await client.api.admin.experimentReport.query({ name });
  output.answer(judged, () => {
    const { baseline, candidate, difference, interval, verdict, choices, learners } = judged;
    output.table(
      [baseline, candidate].map(({ policy, snips, doublyRobust, effectiveLearners }) => ({
        policy,
        SNIPS: snips.toFixed(4),
        "doubly robust": doublyRobust.toFixed(4),
        "effective learners": Math.round(effectiveLearners),
      })),
    );
    const [least, most] = interval.map((value) => value.toFixed(4));
    output.say(`${choices} recommendations to ${learners} learners, a week old and older.`);
    output.say(`Difference ${difference.toFixed(4)}, between ${least} and ${most}. ${VERDICTS[verdict]}`);
  });
}

export const experiment: Command = {
  name: "experiment",
  usage: `experiment ${USAGE}`,
  summary:
    "Part learners between the learner model (so large a share) and the original rules, and judge them (admins)",
  async run(tools) {
    const { client, output, words } = tools;
    const [deed, name, share] = words;
    if (deed === "list") {
      const known = await client.api.admin.experiments.query();
      output.table(
        known.map(({ arms, ...one }) => ({
          name: one.name,
          arms: armsText(arms),
          started: minute(one.startedAt),
          ended: one.endedAt === null ? "" : minute(one.endedAt),
        })),
      );
    } else if (name === undefined) {
      throw new UsageError(`Say what to do: ff experiment ${USAGE}`);
    } else if (deed === "start") {
      if (!(Number(share) > 0 && Number(share) < 1))
        throw new UsageError("A share lies between 0 and 1: ff experiment start <name> 0.5");
      await start(tools, name, String(share));
    } else if (deed === "stop") {
      const ended = await client.api.admin.stopExperiment.mutate({ name });
      output.answer(ended, () => output.say(`${name} has ended. How it went: ff experiment report ${name}`));
    } else if (deed === "report") {
      await report(tools, name);
    } else {
      throw new UsageError(`Say what to do: ff experiment ${USAGE}`);
    }
  },
};
