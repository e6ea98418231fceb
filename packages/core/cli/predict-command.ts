import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { LogStream, readModel } from "../src/learner-model/index.ts";
import { readFileFlags } from "./flags.ts";
import { probabilityLines } from "./probability-lines.ts";
import { readAhead } from "./read-ahead.ts";

/** Writes one probability for each row of a log, from the model and the learner's earlier rows only. */
export async function predictCommand(flags: readonly string[]): Promise<void> {
  const { events, model: path } = readFileFlags(flags);
  if (events.length > 1) throw new Error("predict takes one --events file");
  const model = readModel(parseJson(await readFile(path, "utf8"), path));
  const stream = new LogStream(model);
  await write("p\n");
  for await (const batch of readAhead(events[0])) {
    const probabilities: number[] = [];
    for (const event of batch) probabilities.push(stream.next(event));
    await write(probabilityLines(probabilities));
  }
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON`);
  }
}

/** Waits while the reader of the output is slower. */
async function write(text: string | Uint8Array): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}
