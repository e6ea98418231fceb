import type { IncomingHttpHeaders } from "node:http";
import type { Env } from "../env.ts";

/** Which page asks, where it is one that is let in (`CORS_ORIGINS`); empty where none is named, `null` for any other. */
export function listedOrigin(
  { origin }: IncomingHttpHeaders,
  { corsOrigins }: Pick<Env, "corsOrigins">,
): string | null {
  if (origin === undefined) return "";
  return corsOrigins.includes(origin) ? origin : null;
}
