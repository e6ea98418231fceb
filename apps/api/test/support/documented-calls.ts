import addFormatsModule from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";

type Json = Readonly<Record<string, unknown>>;

interface Operation {
  readonly operationId: string;
  readonly security?: unknown;
  readonly requestBody?: { readonly required: boolean; readonly content: Json };
  readonly responses: Readonly<Record<string, { readonly headers?: Json }>>;
}

export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

export interface DocumentedCalls {
  readonly document: OpenApi;
  /** Calls and checks that the answer is what the document promises of it. Throws where it is not. */
  readonly call: (method: string, path: string, init?: RequestInit) => Promise<Answer>;
  /** `GET /api/lessons 200` for every kind of answer that came. */
  readonly seen: ReadonlySet<string>;
}

const pointer = (...steps: readonly string[]) =>
  steps.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

/** Reads a running server's document and holds the server to it. */
export async function documentedCalls(url: string): Promise<DocumentedCalls> {
  const document = (await (await fetch(`${url}/openapi.json`)).json()) as OpenApi;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormatsModule.default(ajv);
  ajv.addSchema(document, "api");
  const templates = Object.keys(document.paths).map((template) => {
    const pattern = template.replaceAll(".", String.raw`\.`).replaceAll(/\{\w+\}/g, "[^/?]+");
    return { template, pattern: new RegExp(`^${pattern}/?(\\?.*)?$`) };
  });
  const seen = new Set<string>();
  return {
    document,
    seen,
    async call(method, path, init = {}) {
      const template = templates.find(({ pattern }) => pattern.test(path))?.template ?? path;
      const operation = document.paths[template]?.[method.toLowerCase()];
      if (operation === undefined) throw new Error(`${method} ${path} is not documented`);
      const response = await fetch(url + path, { ...init, method });
      const body: unknown = await response.json();
      const status = String(response.status) in operation.responses ? String(response.status) : "default";
      const where = pointer("paths", template, method.toLowerCase(), "responses", status, "content");
      const check = ajv.compile({ $ref: `api#${where}${pointer("application/json", "schema")}` });
      if (!check(body)) {
        throw new Error(`${method} ${path} ${response.status}: ${ajv.errorsText(check.errors)}`);
      }
      seen.add(`${method} ${template} ${response.status}`);
      return { status: response.status, headers: response.headers, body };
    },
  };
}
