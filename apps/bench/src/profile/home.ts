import { openMaps } from "@fluentfusion/api/stacks";
import type { CallFrame } from "./look.ts";

/** What V8 calls by a name of its own. */
const OF_V8: Readonly<Record<string, string>> = {
  "(garbage collector)": "collecting garbage",
  "(program)": "in V8 or the system, outside of functions",
  "(root)": "in V8 or the system, outside of functions",
};

/** Native functions that hand bytes to the system. */
const SENDS = /^(?:writev|write\w+String|writeBuffer|shutdown)$/;

/** Packages that are there for another, under its name. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [
    /^(?:fastify|@fastify\/.*|find-my-way|avvio|reusify|fastq|secure-json-parse|fast-.*|helmet|content-type|cookie)$/,
    "Fastify",
  ],
  [
    /^(?:pino.*|sonic-boom|thread-stream|on-exit-leak-free|safe-stable-stringify|quick-format-unescaped)$/,
    "the log (pino)",
  ],
  [/^@trpc\/.*$/, "tRPC"],
  [/^zod$/, "schemas (zod)"],
  [/^postgres$/, "the database's driver (postgres.js)"],
  [/^drizzle-orm$/, "making statements (Drizzle)"],
  [/^jose$/, "signatures of tokens (jose)"],
];

/** As pnpm lays packages out: "@trpc+server@11.2.3_…". */
const PACKAGE = /\/\.pnpm\/(@?[^@/]+)@/;
const OF_CORE = /packages\/core\/src\/([^/]+)/;
const OF_PACKAGE = /packages\/([^/]+)\/src\//;
const OF_API = /src\/(?:features\/)?([^/]+)/;

function ofPackage(name: string): string {
  return FAMILIES.find(([pattern]) => pattern.test(name))?.[1] ?? name;
}

/**
 * @param source a file as a source map names it
 * @returns the package or our own folder that it is in
 */
export function homeOfSource(source: string): string {
  const name = PACKAGE.exec(source)?.[1]?.replace("+", "/");
  if (name !== undefined) return ofPackage(name);
  const core = OF_CORE.exec(source)?.[1];
  if (core !== undefined) return `engine: ${core}`;
  const own = OF_PACKAGE.exec(source)?.[1];
  if (own !== undefined) return `packages/${own}`;
  return `api: ${OF_API.exec(source)?.[1]?.replace(".ts", "") ?? source}`;
}

/**
 * Says to which part of the product a function belongs: a package, a folder of our own, Node, or V8.
 *
 * @param script of the product, as V8 names it
 * @param maps the folder with its map
 */
export function homesOf(script: string, maps: string): (frame: CallFrame) => string {
  const placeOf = openMaps(maps);
  return ({ functionName, url, lineNumber, columnNumber }) => {
    const known = OF_V8[functionName];
    if (known !== undefined) return known;
    if (url === "")
      return SENDS.test(functionName) ? "handing bytes to the system" : "Node's native functions";
    if (url.startsWith("node:"))
      return /http|net|stream|socket/.test(url) ? "Node: HTTP and sockets" : "Node: the rest";
    // A package that is not in the bundle.
    if (!url.endsWith(script)) return homeOfSource(url);
    const place = placeOf(lineNumber, columnNumber);
    return place === null ? "the product" : homeOfSource(place.source);
  };
}
