/** A procedure of the API, as its OpenAPI document tells of it: so none is out of reach, also of a newer server. */
export interface Procedure {
  readonly name: string;
  readonly type: "query" | "mutation" | "subscription";
}

interface Operation {
  readonly responses?: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

interface OpenApi {
  readonly paths?: Readonly<Record<string, { readonly get?: Operation; readonly post?: Operation }>>;
}

/** What is read is got, unless it comes bit by bit; what changes something is posted. */
function typeOf(get: Operation | undefined): Procedure["type"] {
  if (get === undefined) return "mutation";
  return "text/event-stream" in (get.responses?.["200"]?.content ?? {}) ? "subscription" : "query";
}

/** Every procedure of the API at `url`. Throws when it does not answer. */
export async function listProcedures(url: string): Promise<Procedure[]> {
  const response = await fetch(`${url}/openapi.json`, { signal: AbortSignal.timeout(10_000) });
  const { paths = {} } = (await response.json()) as OpenApi;
  return Object.entries(paths)
    .filter(([path]) => path.startsWith("/trpc/"))
    .map(([path, { get }]) => ({ name: path.slice("/trpc/".length), type: typeOf(get) }));
}
