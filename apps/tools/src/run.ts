import { parseArgs } from "node:util";
import {
  createClient,
  type ErrorCode,
  type ErrorData,
  type NewerErrorData,
  readError,
  type TokenStore,
} from "@fluentfusion/client";
import { answersFrom, type Input } from "./answers.ts";
import { CommandFailure, UsageError, wordsMax } from "./command.ts";
import { COMMANDS } from "./commands/index.ts";
import { helpOf, overview } from "./help.ts";
import { nearestName } from "./nearest.ts";
import { issuesText } from "./issues-text.ts";
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

const OPTIONS = {
  url: { type: "string" },
  json: { type: "boolean" },
  check: { type: "boolean" },
  force: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

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
  EXPERIMENT_CONFLICT:
    "Another experiment is running, or there was one of this name: ff experiment list tells, ff experiment stop <name> ends one.",
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
  return error.code === "ENOENT" ? `There is no ${String(error.path)}` : error.message;
}

/** Why something is not allowed, where it is not for the role. */
const FORBIDDEN_REASONS: Readonly<Record<string, string>> = {
  last_admin: "Somebody has to be admin: give the role to another account first.",
  last_manager: "A team keeps a manager: invite another one first.",
  not_a_manager: "This invitation is for managers: an admin has to give you the role first.",
  totp_is_on: "This account has a second factor: call auth.disableTotp first.",
};

/** What depends on more than the code. */
function tellParams({ code, params }: ErrorData | NewerErrorData): string | null {
  if ("retryAfterMs" in params && code === "RATE_LIMITED")
    return `Too many calls for now; try again in ${Math.ceil(params.retryAfterMs / 1000)} s.`;
  if ("reason" in params) return FORBIDDEN_REASONS[String(params.reason)] ?? null;
  return null;
}

/** What went wrong, and what to do about it, in one line. */
function explain(error: unknown, url: string, hasToken: boolean): string {
  if (error instanceof UsageError || error instanceof CommandFailure) return error.message;
  const known = readError(error);
  if (known === null && error instanceof Error && "syscall" in error) return tellFile(error);
  if (known === null) return `No answer from ${url}. Is the API running? (pnpm dev)`;
  if (known.code === "INPUT_INVALID") return issuesText(known.issues);
  const advice: Readonly<Record<string, string>> = hasToken ? { ...ADVICE, ...TOKEN_ADVICE } : ADVICE;
  const told = tellParams(known) ?? advice[known.code];
  if (told !== undefined) return told;
  const said = error instanceof Error ? `${error.message} ` : "";
  return `${said}(${known.code}, request ${known.requestId})`;
}

function unknownCommand(name: string): string {
  const names = COMMANDS.map((one) => one.name);
  const nearest = nearestName(name, names);
  return nearest === null
    ? `There is no command ${name}; see: ff --help`
    : `There is no command ${name}. Did you mean: ff ${nearest}? All of them: ff --help`;
}

/** What is wrong with an option, for who has mistyped it. */
function tellOption({ message }: Error): string {
  const typed = /^Unknown option '(--?[^' ]+)/.exec(message)?.[1];
  if (typed === undefined) return message;
  const nearest = nearestName(typed.replace(/^-+/, ""), Object.keys(OPTIONS));
  const hint = nearest === null ? "" : ` Did you mean: --${nearest}?`;
  return `There is no option ${typed}.${hint} All of them: ff --help`;
}

function mustBeAddress(url: string): void {
  if (!/^https?:\/\/[^/]/.test(url))
    throw new UsageError(`${url} is no address of an API; one is written like ${DEFAULT_URL}`);
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
      options: OPTIONS,
    });
    url = values.url?.replace(/\/$/, "") ?? url;
    mustBeAddress(url);
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
    if (words.length > wordsMax(command))
      throw new UsageError(`${words.at(-1)} is one word too many: ff ${command.name} --help`);
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
    const badOption = error instanceof TypeError && "code" in error ? tellOption(error) : null;
    const hasToken = env["FF_TOKEN"] !== undefined;
    err(`${inert(badOption ?? explain(error, url, hasToken))}\n`);
    return badOption !== null || error instanceof UsageError ? 2 : 1;
  } finally {
    answers.close();
  }
}
