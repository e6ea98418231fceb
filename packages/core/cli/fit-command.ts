import { rename, writeFile } from "node:fs/promises";
import { createFitter } from "../src/learner-model/index.ts";
import { readFileFlags } from "./flags.ts";
import { readAhead } from "./read-ahead.ts";

/** Reads logs row by row, writes the model of all of them; a failure leaves an earlier model file as it was. */
export async function fitCommand(flags: readonly string[]): Promise<void> {
  const { events, model: path } = readFileFlags(flags);
  const fitter = createFitter();
  let rows = 0;
  for (const file of events) {
    for await (const batch of readAhead(file)) {
      for (const event of batch) {
        fitter.add(event);
        rows += 1;
      }
    }
  }
  if (rows === 0) throw new Error("there are no rows to fit a model to");
  const model = fitter.finish();
  const unfinished = `${path}.unfinished`;
  await writeFile(unfinished, JSON.stringify(model));
  await rename(unfinished, path);
  process.stderr.write(`${rows} rows read; fitted on ${model.rows} rows of ${model.learners} learners\n`);
}
