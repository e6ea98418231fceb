import { parseArgs } from "node:util";

/** `--events` and `--model` of a command. */
export interface FileFlags {
  readonly events: readonly [string, ...string[]];
  readonly model: string;
}

/** @throws Error in a sentence for an unknown flag, a missing one, or one without its value */
export function readFileFlags(flags: readonly string[]): FileFlags {
  const { values } = parseArgs({
    args: [...flags],
    options: { events: { type: "string", multiple: true }, model: { type: "string", multiple: true } },
  });
  const [firstEvents, ...moreEvents] = values.events ?? [];
  const [model, ...otherModels] = values.model ?? [];
  if (firstEvents === undefined) throw new Error("--events FILE is missing");
  if (model === undefined) throw new Error("--model FILE is missing");
  if (otherModels.length > 0) throw new Error("--model may be given once");
  return { events: [firstEvents, ...moreEvents], model };
}
