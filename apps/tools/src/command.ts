import type { Client } from "@fluentfusion/client";
import type { Answers } from "./answers.ts";
import type { Output } from "./output.ts";

/** What a command may use. */
export interface Tools {
  readonly client: Client;
  /** The API's address. */
  readonly url: string;
  readonly output: Output;
  readonly answers: Answers;
  /** The words after the command's name. */
  readonly words: readonly string[];
  /** Whether only to tell what would change (`--check`). */
  readonly check: boolean;
  /** Why to do what is usually refused (`--force <reason>`). */
  readonly force: string | undefined;
}

export interface Command {
  readonly name: string;
  /** How it is called, without `ff`. */
  readonly usage: string;
  readonly summary: string;
  /** Works on files alone, whether the API runs or not. */
  readonly isLocal?: true;
  /** Begins or ends a session, which a program's token takes the place of. */
  readonly isOfSession?: true;
  readonly run: (tools: Tools) => Promise<void>;
}

/** What stands for one word in a usage: `lint`, `<file>`, `[folder]`. */
const WORD = /<[^<>]*>|\[[^[\]]*\]|[^\s<[]+/g;

/** How many words a command takes, in the longest of its forms. */
export function wordsMax({ name, usage }: Command): number {
  const forms = usage
    .slice(name.length)
    .replaceAll(/\[--[^[\]]*\]/g, "")
    .split("|");
  return Math.max(...forms.map((form) => form.match(WORD)?.length ?? 0));
}

/** A command that did its work and found what must not be: the message says what. */
export class CommandFailure extends Error {
  override readonly name = "CommandFailure";
}

/** A call that cannot be carried out as written; the message says what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Refuses what cannot be an id, such as a title. */
export function mustBeId(word: string, what: string, where: string): void {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(word))
    throw new UsageError(`${word} is no ${what}'s id; ${where} shows them`);
}
