import type { Json } from "./json-schema.ts";

/** Where calls are limited (`RATE_LIMIT_PER_MINUTE`). By draft-ietf-httpapi-ratelimit-headers-10. */
export const LIMIT_HEADERS = {
  "RateLimit-Policy": {
    description: "The limit's name, the points in a window and its seconds; most calls cost one point",
    schema: { type: "string", examples: ['"account";q=1200;w=60'] },
  },
  RateLimit: {
    description: "The limit's name, what is left of it, and in how many seconds it is whole again",
    schema: { type: "string", examples: ['"account";r=1199;t=60'] },
  },
  "Retry-After": {
    description: "With 429 and 503: after how many seconds to try again",
    schema: { type: "integer", minimum: 1 },
  },
} as const;

type Name = keyof typeof LIMIT_HEADERS;

function withHeaders(response: Json, names: readonly Name[]): Json {
  const entries = names.map((name) => [name, { $ref: `#/components/headers/${name}` }] as const);
  return { ...response, headers: Object.fromEntries(entries) };
}

/** The response of a call that was paid for. */
export const paid = (response: Json) => withHeaders(response, ["RateLimit-Policy", "RateLimit"]);

/** The response to whatever fails, also to what was not paid for. */
export const refused = (response: Json) =>
  withHeaders(response, ["RateLimit-Policy", "RateLimit", "Retry-After"]);
