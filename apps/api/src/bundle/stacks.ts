import { readFileSync } from "node:fs";
import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname, relative, resolve } from "node:path";

function readMap(file: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, "utf8")) as SourceMapPayload);
  } catch {
    return null;
  }
}

/**
 * Lets stacks name the sources of a script. Node's own `--enable-source-maps` reads the whole map at each start, and knows no
 * script that comes with its code; here it is read when somebody first looks at a stack.
 */
export function mapStacks(script: string, mapFile: string): void {
  let map: SourceMap | null | undefined;
  const describe = (frame: NodeJS.CallSite): string => {
    // oxlint-disable-next-line typescript/no-base-to-string -- V8's call sites describe themselves
    const text = String(frame);
    const line = frame.getLineNumber();
    const column = frame.getColumnNumber();
    if (frame.getFileName() !== script || line === null || column === null) return text;
    map ??= readMap(mapFile);
    const found = map?.findEntry(line - 1, column - 1);
    if (found === undefined || !("originalSource" in found)) return text;
    const source = relative(process.cwd(), resolve(dirname(script), found.originalSource));
    const place = `${source}:${found.originalLine + 1}:${found.originalColumn + 1}`;
    return text.replace(`${script}:${line}:${column}`, () => place);
  };
  Error.prepareStackTrace = (error: Error, frames) =>
    [`${error.name}: ${error.message}`, ...frames.map((frame) => `    at ${describe(frame)}`)].join("\n");
}
