import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { LogStream, readModel } from "../src/learner-model/index.ts";
import { readFileFlags } from "./flags.ts";
import { readAhead } from "./read-ahead.ts";

/** Writes one probability for each row of a log, from the model and the learner's earlier rows only. */
export async function predictCommand(flags: readonly string[]): Promise<void> {
  const { events, model: path } = readFileFlags(flags);
  if (events.length > 1) throw new Error("predict takes one --events file");
  const model = readModel(parseJson(await readFile(path, "utf8"), path));
  const stream = new LogStream(model);
  await write("p\n");
  for await (const batch of readAhead(events[0])) {
    let lines = "";
    for (const event of batch) lines += `${sixPlaces(stream.next(event))}\n`;
    await write(lines);
  }
}

/** Of a number between 0 and 1, in a quarter of the time of `toFixed`. */
function sixPlaces(share: number): string {
  return `0.${String(1_000_000 + Math.round(share * 1_000_000)).slice(1)}`;
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${path} is not JSON`);
  }
}

/** Waits while the reader of the output is slower. */
async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, "drain");
}
