import { type Command, UsageError } from "../command.ts";
import { follow, type Job } from "./jobs.ts";

/** Log loss and AUC to as many digits as there is anything to see. */
const figure = (value: number | undefined) => (value === undefined ? "" : value.toFixed(4));

type Result = Job["result"];

const judged = ({ gain, gainError }: Result) =>
  `its log loss on held-back learners is ${figure(Number(gain))} ± ${figure(Number(gainError))} lower`;

/** What came of a fit, for people. */
const OUTCOMES: ReadonlyMap<unknown, (result: Result) => string> = new Map([
  [
    "published",
    (result: Result) =>
      `Version ${result["version"]}, fitted to ${result["answers"]} answers, is better and published: ${judged(result)}. ${result["learnersMoved"]} learners were folded by it.`,
  ],
  [
    "candidate",
    (result: Result) =>
      `Version ${result["version"]}, fitted to ${result["answers"]} answers, is better and not published: ${judged(result)}. To publish it: ff publish-model ${result["version"]}`,
  ],
  [
    "not_better",
    (result: Result) =>
      `Version ${result["version"]}, fitted to ${result["answers"]} answers, is not shown to be better, and the published one stays: ${judged(result)}.`,
  ],
  [
    "too_few_answers",
    ({ answers, heldBackAnswers }: Result) =>
      `Too few answers to fit a model: ${answers} to fit it to, ${heldBackAnswers} of held-back learners to judge it by.`,
  ],
]);

export const refit: Command = {
  name: "refit",
  usage: "refit [--check]",
  summary:
    "Fit the learner model to the answers and publish it if it is better; --check never publishes (admins)",
  async run({ client, output, check }) {
    const started = await client.api.admin.refit.mutate({ publish: check ? "never" : "if_better" });
    const { result } = await follow(client, output, started);
    output.answer(result, () =>
      output.say(OUTCOMES.get(result["outcome"])?.(result) ?? String(result["outcome"])),
    );
  },
};

export const models: Command = {
  name: "models",
  usage: "models",
  summary: "List the versions of the learner model and how they were judged (admins)",
  async run({ client, output }) {
    const models = await client.api.admin.modelStatus.query();
    output.answer(models, () => {
      output.table(
        models.versions.map(({ version, status, evidence, rows, learners, shadow }) => ({
          version,
          status,
          evidence,
          answers: rows,
          learners,
          "log loss": figure(shadow?.candidate.logLoss),
          before: figure(shadow?.published?.logLoss),
          AUC: figure(shadow?.candidate.auc),
          ECE: figure(shadow?.candidate.ece),
        })),
      );
      if (models.learnersBehind > 0)
        output.say(`${models.learnersBehind} learners wait to be folded by the published model.`);
    });
  },
};

export const publishModel: Command = {
  name: "publish-model",
  usage: "publish-model <version> [--force <reason>]",
  summary:
    "Publish a version of the learner model, or roll back to it; with a reason where it is not shown to be as good (admins)",
  async run({ client, output, force, words: [version] }) {
    if (version === undefined || !/^\d{1,9}$/.test(version)) {
      throw new UsageError("Say which version: ff publish-model 2 (ff models lists them)");
    }
    const started = await client.api.admin.publishModel.mutate({
      version: Number(version),
      ...(force !== undefined && { force: { reason: force } }),
    });
    const { result } = await follow(client, output, started);
    output.answer(result, () =>
      output.say(`Version ${version} is published; ${result["learnersMoved"]} learners were folded by it.`),
    );
  },
};
