import type { Client } from "@fluentfusion/client";
import type { Output } from "./output.ts";

/** What a command may use. */
export interface Tools {
  readonly client: Client;
  /** The API's address. */
  readonly url: string;
  readonly output: Output;
  /** The words after the command's name. */
  readonly words: readonly string[];
}

export interface Command {
  readonly name: string;
  /** How it is called, without `ff`. */
  readonly usage: string;
  readonly summary: string;
  readonly run: (tools: Tools) => Promise<void>;
}

/** A call that cannot be carried out as written; the message says what to do. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
