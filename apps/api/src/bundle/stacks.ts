import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

/** A build cuts the map of the server into pieces of so many lines, which it keeps short. */
export const LINES_PER_PIECE = 4;
export const LINE_LENGTH = 2_000;

/** In which file of the folder the map of a line is, counted from nought. */
export function pieceOf(line: number): string {
  return `${Math.floor(line / LINES_PER_PIECE)}.json`;
}

function readPiece(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, "utf8")) as SourceMapPayload);
  } catch {
    return null;
  }
}

/**
 * Lets stacks name the sources of a script. Node's own `--enable-source-maps` reads the whole map at each start, and knows no
 * script that comes with its code; here the pieces that a stack's lines are in are read when somebody first looks at it.
 *
 * @param folder with the map's pieces; without it stacks name the script
 */
export function mapStacks(script: string, folder: string): void {
  const pieces = new Map<string, SourceMap | null>();
  function mapOf(line: number): SourceMap | null {
    const name = pieceOf(line);
    const known = pieces.get(name);
    if (known !== undefined) return known;
    const piece = readPiece(join(folder, name));
    pieces.set(name, piece);
    return piece;
  }
  const describe = (frame: NodeJS.CallSite): string => {
    // oxlint-disable-next-line typescript/no-base-to-string -- V8's call sites describe themselves
    const text = String(frame);
    const line = frame.getLineNumber();
    const column = frame.getColumnNumber();
    if (frame.getFileName() !== script || line === null || column === null) return text;
    const found = mapOf(line - 1)?.findEntry((line - 1) % LINES_PER_PIECE, column - 1);
    if (found === undefined || !("originalSource" in found)) return text;
    const source = relative(process.cwd(), resolve(dirname(script), found.originalSource));
    const place = `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
    return text.replace(`${script}:${line}:${column}`, () => place);
  };
  Error.prepareStackTrace = (error: Error, frames) =>
    [`${error.name}: ${error.message}`, ...frames.map((frame) => `    at ${describe(frame)}`)].join("\n");
}
