import { createInterface, type Interface } from "node:readline/promises";
import { type Readable, Writable } from "node:stream";

/** A terminal, or a pipe that holds one answer on each line. */
export type Input = Readable & { readonly isTTY?: boolean };

/** What somebody, or a script, says when a command asks. */
export interface Answers {
  /** Asks for a secret without showing it. */
  secret(question: string): Promise<string>;
  /** Reads no further, so that the process can end. */
  close(): void;
}

/** Reads answers from an input; questions are shown where a person sees them. */
export function answersFrom(input: Input, show: (text: string) => void): Answers {
  return input.isTTY === true ? fromTerminal(input, show) : fromPipe(input);
}

function fromTerminal(input: Input, show: (text: string) => void): Answers {
  return {
    async secret(question) {
      show(question);
      const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
      const lines = createInterface({ input, output: silent, terminal: true });
      try {
        return await lines.question("");
      } finally {
        lines.close();
        show("\n");
      }
    },
    close: () => undefined,
  };
}

/** One reader for all questions: whoever reads a first line has often taken the second one with it. */
function fromPipe(input: Input): Answers {
  let lines: Interface | undefined;
  let answers: AsyncIterator<string> | undefined;
  return {
    async secret() {
      lines ??= createInterface({ input });
      answers ??= lines[Symbol.asyncIterator]();
      const { value, done } = await answers.next();
      return done === true ? "" : value;
    },
    close: () => lines?.close(),
  };
}
