/** Types of the server that the router's declaration names and that mean nothing to a client. */
const SERVER_TYPES = [
  /import\("\.\/trpc\/context\.ts"\)\.Context/g,
  /import\("\.\/trpc\/procedures\.ts"\)\.Meta/g,
];

/**
 * The declaration of the router with nothing of the server in it.
 *
 * @throws Error naming whatever else than tRPC it still imports, and any input or output that is `any`
 */
export function flattenRouter(declaration: string): string {
  const flat = SERVER_TYPES.reduce((text, type) => text.replace(type, "object"), declaration);
  const imports = [...flat.matchAll(/(?:import\(|from )"([^"]+)"/g)].map(([, from]) => from ?? "");
  const foreign = new Set(imports.filter((from) => from !== "@trpc/server"));
  if (foreign.size > 0) throw new Error(`The router's types lean on ${[...foreign].join(", ")}`);
  if (/\b(?:input|output): any\b/.test(flat)) throw new Error("A procedure's input or output is any");
  return flat;
}
