import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decode, encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import { LINES_PER_PIECE, pieceOf } from "../src/bundle/stacks.ts";

interface WholeMap {
  readonly sources: readonly string[];
  readonly mappings: string;
}

/** The same places, numbered by the sources that these lines come from. Names are in the script itself. */
function toPiece(lines: readonly SourceMapSegment[][], sources: readonly string[]) {
  const numbers = new Map<number, number>();
  const numberOf = (source: number) => {
    const number = numbers.get(source) ?? numbers.size;
    numbers.set(source, number);
    return number;
  };
  const own = lines.map((line) =>
    line.map(([column, source, ...place]): SourceMapSegment =>
      source === undefined ? [column] : [column, numberOf(source), place[0] ?? 0, place[1] ?? 0],
    ),
  );
  const used = [...numbers.keys()].map((source) => sources[source] ?? "");
  return { version: 3, sources: used, names: [], mappings: encode(own) };
}

/**
 * Puts a source map's pieces into a folder in place of the file: whoever looks at a stack reads those that its lines are in, since
 * Node takes a fifth of a second to make all of a server's map ready.
 */
export async function cutMap(file: string, folder: string): Promise<void> {
  const { sources, mappings } = JSON.parse(await readFile(file, "utf8")) as WholeMap;
  const lines = decode(mappings);
  await mkdir(folder, { recursive: true });
  for (let first = 0; first < lines.length; first += LINES_PER_PIECE) {
    const piece = toPiece(lines.slice(first, first + LINES_PER_PIECE), sources);
    await writeFile(join(folder, pieceOf(first)), JSON.stringify(piece));
  }
  await rm(file);
}
