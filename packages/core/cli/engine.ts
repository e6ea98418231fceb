import { failureLine } from "./failure-line.ts";

/** The engine on files: fits a learner model to a log of answers, predicts a log's answers by a model. */

const USAGE = `Usage:
  engine fit --events train.csv [--events more.csv] --model model.json
  engine predict --model model.json --events test.csv > predictions.csv
  engine compare --train train.csv --test test.csv [--judged any|abler|weaker]
  engine compare --simulated FAMILY|all|simple [--learners N] [--seed N] [--seeds N] [--judged any|abler|weaker]
  engine simulate [--days 30|90] [--learners N] [--truth A|B|C|D|E|F|G|all] [--seed N]

compare fits the engine and the models it has to beat, and prints how well each predicts the test log;
by the abler or the weaker half of all learners, it fits on the other half. simple are logs of little but ability and ease;
of several seeds it prints the means.
simulate lets learners of kinds of memory that are not the engine's practise as the engine and other ways of practice say; all is A and B.

A log is CSV with the header learner,item,skills,kind,at,correct,elapsed_ms:
skills joined by ";"; at in epoch seconds; correct 1 or 0, empty for a row that asks nothing;
skills, at and elapsed_ms may be empty; the rows of one learner in the order they happened. - is the standard input.
`;

/** Only what a command needs is loaded. */
async function main([command, ...flags]: readonly string[]): Promise<void> {
  switch (command) {
    case "fit":
      return (await import("./fit-command.ts")).fitCommand(flags);
    case "predict":
      return (await import("./predict-command.ts")).predictCommand(flags);
    case "compare":
      return (await import("./compare-command.ts")).compareCommand(flags);
    case "simulate":
      return (await import("./simulate-command.ts")).simulateCommand(flags);
    case "help":
    case "--help":
    case "-h":
      process.stdout.write(USAGE);
      return;
    default:
      process.stderr.write(
        command === undefined ? USAGE : `engine: unknown command ${command}; see engine --help\n`,
      );
      process.exitCode = 2;
  }
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  // Who reads the output may have enough of it, as `head` does.
  if (!(error instanceof Error && "code" in error && error.code === "EPIPE")) {
    process.stderr.write(`engine: ${failureLine(error)}\n`);
    process.exitCode = 1;
  }
}
