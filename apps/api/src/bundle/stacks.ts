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

/** Where in the sources something of the script is. Lines and columns are counted from nought. */
export interface Place {
  /** As the map names it: relative to the script, or an address. */
  readonly source: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Looks up the sources of a script, and reads the pieces of its map as they are asked for.
 *
 * @param folder with the map's pieces
 * @returns line and column of the script, from nought, to their place; `null` where the map knows none
 */
export function openMaps(folder: string): (line: number, column: number) => Place | null {
  const pieces = new Map<string, SourceMap | null>();
  function mapOf(line: number): SourceMap | null {
    const name = pieceOf(line);
    const known = pieces.get(name);
    if (known !== undefined) return known;
    const piece = readPiece(join(folder, name));
    pieces.set(name, piece);
    return piece;
  }
  return (line, column) => {
    const found = mapOf(line)?.findEntry(line % LINES_PER_PIECE, column);
    if (found === undefined || !("originalSource" in found)) return null;
    return { source: found.originalSource, line: found.originalLine, column: found.originalColumn };
  };
}

/**
 * Lets stacks name the sources of a script. Node's own `--enable-source-maps` reads the whole map at each start, and knows no
 * script that comes with its code; here the pieces that a stack's lines are in are read when somebody first looks at it.
 *
 * @param folder with the map's pieces; without it stacks name the script
 */
export function mapStacks(script: string, folder: string): void {
  const placeOf = openMaps(folder);
  const describe = (frame: NodeJS.CallSite): string => {
    // oxlint-disable-next-line typescript/no-base-to-string -- V8's call sites describe themselves
    const text = String(frame);
    const line = frame.getLineNumber();
    const column = frame.getColumnNumber();
    if (frame.getFileName() !== script || line === null || column === null) return text;
    const place = placeOf(line - 1, column - 1);
    if (place === null) return text;
    const source = relative(process.cwd(), resolve(dirname(script), place.source));
    return text.replace(
      `${script}:${line}:${column}`,
      () => `${source}:${place.line + 1}:${place.column + 1}`,
    );
  };
  Error.prepareStackTrace = (error: Error, frames) =>
    [`${error.name}: ${error.message}`, ...frames.map((frame) => `    at ${describe(frame)}`)].join("\n");
}
