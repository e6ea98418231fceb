/** Types of the server that the router's declaration names and that mean nothing to a client. */
const SERVER_TYPES = [
  /import\("\.\/trpc\/context\.ts"\)\.Context/g,
  /import\("\.\/trpc\/procedures\.ts"\)\.Meta/g,
];

/** Where somebody gave up on a type, or forgot that an instant travels as text. */
const NOT_ON_THE_WIRE = /\b(?:any|Date)\b/;

/** What may hold any word: comments and literal types. */
const WORDS = /\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"/g;

/** What failed calls carry, which the contract declares with types alone: it lies beside the router's declaration. */
const ERROR_DATA = "./error-data.js";

/**
 * The declaration of the router with nothing of the server in it.
 *
 * @throws Error naming whatever else than tRPC and what failed calls carry it still imports, and a type in it that is `any` or `Date`
 */
export function flattenRouter(declaration: string): string {
  const flat = SERVER_TYPES.reduce((text, type) => text.replace(type, "object"), declaration)
    // The compiler names a type of tRPC by the file where it stands; the door is another.
    .replaceAll('"@trpc/server/unstable-core-do-not-import"', '"@trpc/server"')
    .replaceAll(
      /"@fluentfusion\/contract"(?=\)\.(?:ErrorData|PushConflict|PushRefusal)\b)/g,
      `"${ERROR_DATA}"`,
    )
    // Any JSON: a client looks at what it got.
    .replaceAll('import("zod").JSONType', "unknown");
  const imports = [...flat.matchAll(/(?:import\(|from )"([^"]+)"/g)].map(([, from]) => from ?? "");
  const foreign = new Set(imports.filter((from) => from !== "@trpc/server" && from !== ERROR_DATA));
  if (foreign.size > 0) throw new Error(`The router's types lean on ${[...foreign].join(", ")}`);
  const lines = flat.replace(WORDS, (words) => words.replaceAll(/[^\n]/g, " ")).split("\n");
  const bad = lines.find((line) => NOT_ON_THE_WIRE.test(line));
  if (bad !== undefined) throw new Error(`The router's types hold what cannot travel: ${bad.trim()}`);
  return flat;
}
