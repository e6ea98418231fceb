import { Composer, type Document, LineCounter, Parser } from "yaml";
import type { z } from "zod";

/** No authored file is near this; a larger one is a mistake. */
const MAX_FILE_CHARS = 1_000_000;

/** Of values within values; no authored file comes near it. What is deeper costs far more than its length to read. */
const MAX_DEPTH = 32;

class TooDeepError extends Error {}

/** Reads no further than a file may be deep. */
class BoundedParser extends Parser {
  override *next(source: string): ReturnType<Parser["next"]> {
    yield* super.next(source);
    if (this.stack.length > MAX_DEPTH) throw new TooDeepError("values stand too deep within others");
  }
}

/** A file as read, or what is wrong with it: one line for each defect. */
export type Parsed<T> =
  | { readonly ok: true; readonly data: T; readonly lineOf: (path: readonly PropertyKey[]) => number }
  | { readonly ok: false; readonly problems: readonly string[] };

/** The line of the value at `path`, or of the nearest value around it. */
function lineAt(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let depth = path.length; depth > 0; depth--) {
    const node = document.getIn(path.slice(0, depth), true);
    if (typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range)) {
      return lines.linePos(Number(node.range[0])).line;
    }
  }
  return 1;
}

/** `[3, "english", "text"]` as authors say it: `3.english.text`, with the id of the entry where it has one. */
function nameOf(value: unknown, path: readonly PropertyKey[]): string {
  const [first, ...rest] = path;
  if (first === undefined) return "the file";
  const entry: unknown = Array.isArray(value) && typeof first === "number" ? value[first] : undefined;
  const id = typeof entry === "object" && entry !== null && "id" in entry ? entry.id : undefined;
  return [typeof id === "string" ? id : first, ...rest].map(String).join(".");
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim().slice(0, 300);

/**
 * Reads one YAML file against its schema. Aliases, tags of code and doubled keys are refused.
 *
 * @param name the file's path within the course, for the messages
 */
export function parseFile<T>(name: string, text: string, schema: z.ZodType<T>): Parsed<T> {
  if (text.length > MAX_FILE_CHARS) {
    return { ok: false, problems: [`${name}:1 the file is longer than ${MAX_FILE_CHARS} characters`] };
  }
  const lines = new LineCounter();
  const parser = new BoundedParser(lines.addNewLine);
  let documents: Document.Parsed[];
  try {
    documents = [...new Composer({ prettyErrors: false }).compose(parser.parse(text), true, text.length)];
  } catch (error) {
    if (!(error instanceof TooDeepError)) throw error;
    return { ok: false, problems: [`${name}:${lines.linePos(parser.offset).line} ${error.message}`] };
  }
  const [document, another] = documents;
  if (document === undefined || another !== undefined) {
    return {
      ok: false,
      problems: [`${name}:${lines.linePos(another?.range[0] ?? 0).line} a file is one document`],
    };
  }
  // What follows the first syntax error is mostly its consequence.
  const [error] = document.errors;
  if (error !== undefined) {
    return { ok: false, problems: [`${name}:${lines.linePos(error.pos[0]).line} ${oneLine(error.message)}`] };
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 0 });
  } catch (error) {
    return { ok: false, problems: [`${name}:1 ${oneLine(String(error))}`] };
  }
  const lineOf = (path: readonly PropertyKey[]) => lineAt(document, lines, path);
  const result = schema.safeParse(value);
  if (result.success) return { ok: true, data: result.data, lineOf };
  const problems = result.error.issues.map(
    ({ path, message }) => `${name}:${lineOf(path)} ${nameOf(value, path)}: ${oneLine(message)}`,
  );
  return { ok: false, problems };
}
