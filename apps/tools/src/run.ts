import { parseArgs } from "node:util";
import { createClient, type ErrorCode, readError, type TokenStore } from "@fluentfusion/client";
import { answersFrom, type Input } from "./answers.ts";
import { CommandFailure, UsageError } from "./command.ts";
import { COMMANDS } from "./commands/index.ts";
import { helpOf, overview } from "./help.ts";
import { nearestName } from "./nearest.ts";
import { createOutput, inert } from "./output.ts";

/** Publishing builds the whole course anew, and nobody at a terminal is helped by an answer that comes too late to be read. */
const TIMEOUT_MS = 120_000;
const DEFAULT_URL = "http://localhost:8000";

export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly storeFor: (url: string) => TokenStore;
  readonly input: Input;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether `err` is a terminal that somebody looks at. */
  readonly isTerminal: boolean;
}

const ADVICE: Readonly<Partial<Record<ErrorCode, string>>> = {
  UNAUTHENTICATED: "You are not signed in: ff sign-in <email>",
  CREDENTIALS_WRONG: "The e-mail or the password is wrong.",
  TOTP_WRONG: "This code is not right, or was used before; wait for the next one.",
  SECOND_FACTOR_REQUIRED: "Staff need a second factor: set one up in the web app, then sign in again.",
  NOT_FOUND: "There is nothing of this name or id, or not for you.",
  LESSON_NOT_FOUND: "There is no such lesson: ff lesson list (authors) or ff lessons names all.",
  DRAFT_CONFLICT:
    "The draft was changed elsewhere meanwhile: export the lesson again, and put your change into that.",
  FORM_COLLIDES: "This form is the answer to another item of the course, and cannot be accepted.",
  RATE_LIMITED: "Too many calls for now; wait a minute.",
  OVERLOADED: "The server has too much to do just now; try again in a moment.",
  UNAVAILABLE: "The server cannot answer just now; try again in a moment.",
  CLIENT_TOO_OLD: "This checkout is older than the server: get the newest one (git pull).",
  FORBIDDEN: "Your role does not allow this. An admin gives roles: in the web app, under /operator.",
};

const TOKEN_ADVICE: typeof ADVICE = {
  UNAUTHENTICATED: "FF_TOKEN is not valid, or no longer: make another in the web app, under /profile/tokens",
  FORBIDDEN: "Your role, or the scope of FF_TOKEN, does not allow this; what admins do asks for a sign-in.",
};

/** What is wrong with a file, in words where it is the likeliest thing. */
function tellFile(error: Error & { code?: unknown; path?: unknown }): string {
  return error.code === "ENOENT" ? `There is no file ${String(error.path)}` : error.message;
}

/** What went wrong, and what to do about it, in one line. */
function explain(error: unknown, url: string, hasToken: boolean): string {
  if (error instanceof UsageError || error instanceof CommandFailure) return error.message;
  const known = readError(error);
  if (known === null && error instanceof Error && "syscall" in error) return tellFile(error);
  if (known === null) return `No answer from ${url}. Is the API running? (pnpm dev)`;
  if (known.code === "INPUT_INVALID") {
    const issues = known.issues.map(({ path, message }) => `${path.join(".")} ${message}`.trim());
    return `The input is not valid: ${issues.join("; ")}`;
  }
  const advice: Readonly<Record<string, string>> = hasToken ? { ...ADVICE, ...TOKEN_ADVICE } : ADVICE;
  return advice[known.code] ?? `${known.code} (request ${known.requestId})`;
}

function unknownCommand(name: string): string {
  const names = COMMANDS.map((one) => one.name);
  const nearest = nearestName(name, names);
  return nearest === null
    ? `There is no command ${name}; see: ff --help`
    : `There is no command ${name}. Did you mean: ff ${nearest}? All of them: ff --help`;
}

/** Runs one command. Returns the exit code: 0, 1 for a failure, 2 for a call that is not understood. */
export async function run(
  args: readonly string[],
  { env, storeFor, input, out, err, isTerminal }: Surroundings,
): Promise<number> {
  let url = (env["FF_URL"] ?? DEFAULT_URL).replace(/\/$/, "");
  const answers = answersFrom(input, err);
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        url: { type: "string" },
        json: { type: "boolean" },
        check: { type: "boolean" },
        force: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    url = values.url?.replace(/\/$/, "") ?? url;
    const [name, ...words] = positionals;
    if (name === undefined) {
      out(overview(COMMANDS, DEFAULT_URL));
      return values.help === true ? 0 : 2;
    }
    const command = COMMANDS.find((one) => one.name === name);
    if (command === undefined) throw new UsageError(unknownCommand(name));
    if (values.help === true) {
      out(helpOf(command));
      return 0;
    }
    const token = env["FF_TOKEN"];
    if (token !== undefined && command.isOfSession === true)
      throw new UsageError("FF_TOKEN is set: it takes the place of a sign-in (unset it for one)");
    const client = createClient({
      url,
      timeoutMs: TIMEOUT_MS,
      ...(token === undefined ? { refresh: storeFor(url) } : { token }),
    });
    if (token === undefined && command.isLocal !== true && command.name !== "sign-in") await client.restore();
    const output = createOutput(values.json === true, out, { write: err, isTerminal });
    const { check = false, force } = values;
    await command.run({ client, url, output, answers, words, check, force });
    return 0;
  } catch (error) {
    const isUsage = error instanceof UsageError || (error instanceof TypeError && "code" in error);
    const hasToken = env["FF_TOKEN"] !== undefined;
    const said = isUsage && error instanceof TypeError ? error.message : explain(error, url, hasToken);
    err(`${inert(said)}\n`);
    return isUsage ? 2 : 1;
  } finally {
    answers.close();
  }
}
