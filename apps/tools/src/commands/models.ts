import { type Command, UsageError } from "../command.ts";
import { follow } from "./jobs.ts";

/** Log loss and AUC to as many digits as there is anything to see. */
const figure = (value: number | undefined) => (value === undefined ? "" : value.toFixed(4));

export const refit: Command = {
  name: "refit",
  usage: "refit [--check]",
  summary:
    "Fit the learner model to the answers and publish it if it is better; --check never publishes (admins)",
  async run({ client, output, check }) {
    const started = await client.api.admin.refit.mutate({ publish: check ? "never" : "if_better" });
    const { result } = await follow(client, output, started);
    output.value(result);
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
    output.value((await follow(client, output, started)).result);
  },
};
