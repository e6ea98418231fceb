import { parseArgs } from "node:util";
import { HTTP_PARTS, type HttpPart } from "./suite.ts";

const USAGE = `pnpm bench [suite] [flags]      suites: http profile growth engine grader rebuild sync; without one, all in a short form

  --rounds N        turns of each peer (3 in the short form, else 4)
  --seconds S       of each turn (1 in the short form, else 3)
  --quick           a look at every figure within about a minute: 1 round of 0.5 s, 2000 learners
  --only PART       of http: start, requests, mixed, overload or logins
  --write           writes docs/performance.md from this run
  --connections N   32
  --learners N      10000, with some 20 results each
  --rate N          3000 mixed requests a second
  --logs FOLDER     logs of real learners, <name>.train.csv and <name>.dev.csv, for the engine`;

export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Options {
  /** `null`: all. */
  readonly suite: string | null;
  readonly only: HttpPart | null;
  readonly write: boolean;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
  readonly learners: number;
  readonly rate: number;
  readonly logs: string | null;
}

const text = { type: "string" } as const;

/** @throws UsageError with what to write instead */
export function readOptions(args: readonly string[], suites: readonly string[]): Options {
  const parsed = parse(args);
  const { values, positionals } = parsed;
  const [suite = null] = positionals;
  if (positionals.length > 1 || (suite !== null && !suites.includes(suite))) throw new UsageError(USAGE);
  const number = (
    name: Exclude<keyof typeof values, "write" | "quick" | "help" | "logs" | "only">,
    otherwise: number,
    least = 1,
  ) => {
    const given = values[name];
    const value = given === undefined ? otherwise : Number(given);
    if (!Number.isFinite(value) || value < least)
      throw new UsageError(`--${name}: must be a number from ${least} on`);
    return value;
  };
  const isShort = suite === null;
  const { quick } = values;
  return {
    suite,
    only: partOf(values.only),
    write: values.write,
    rounds: number("rounds", quick ? 1 : isShort ? 3 : 4),
    seconds: number("seconds", quick ? 0.5 : isShort ? 1 : 3, 0.2),
    connections: number("connections", 32),
    learners: number("learners", quick ? 2_000 : 10_000, 100),
    rate: number("rate", 3_000),
    logs: values.logs ?? null,
  };
}

function partOf(wanted: string | undefined): HttpPart | null {
  const part = HTTP_PARTS.find((one) => one === wanted);
  if (wanted !== undefined && part === undefined)
    throw new UsageError(`--only: must be one of ${HTTP_PARTS.join(", ")}`);
  return part ?? null;
}

function parse(args: readonly string[]) {
  try {
    const parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        rounds: text,
        seconds: text,
        connections: text,
        learners: text,
        rate: text,
        logs: text,
        only: text,
        write: { type: "boolean", default: false },
        quick: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (parsed.values.help) throw new UsageError(USAGE);
    return parsed;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`, {
      cause: error,
    });
  }
}
