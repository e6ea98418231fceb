/** A procedure of the API, as its OpenAPI document tells of it: so none is out of reach, also of a newer server. */
export interface Procedure {
  readonly name: string;
  readonly type: "query" | "mutation";
}

interface OpenApi {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Every procedure of the API at `url`. Throws when it does not answer. */
export async function listProcedures(url: string): Promise<Procedure[]> {
  const response = await fetch(`${url}/openapi.json`, { signal: AbortSignal.timeout(10_000) });
  const { paths = {} } = (await response.json()) as OpenApi;
  return Object.entries(paths)
    .filter(([path]) => path.startsWith("/trpc/"))
    .map(([path, operations]) => ({
      name: path.slice("/trpc/".length),
      type: "get" in operations ? "query" : "mutation",
    }));
}
