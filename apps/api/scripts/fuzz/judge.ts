import { ERROR_CODES } from "@fluentfusion/contract";
import type { Got } from "./send.ts";
import type { Health } from "./server.ts";

/** Of stacks, SQL, and where files are. */
const LEAK =
  /\bat [^"]*:\d+:\d+|Failed query|node_modules|\/src\/|\$argon2|ECONN|SQLSTATE|postgres(?:ql)?:\/\//;
/** In MB for each 10,000 requests. */
const GROWTH_MAX = 2;

const CODES: ReadonlySet<unknown> = new Set(ERROR_CODES);

/** The codes of an error in either of its two shapes; nothing of an answer that is none. */
function codesOf(body: unknown): unknown[] {
  if (Array.isArray(body)) return body.flatMap(codesOf);
  if (typeof body !== "object" || body === null) return [];
  const { error, code } = body as { error?: { data?: { code?: unknown } }; code?: unknown };
  return error === undefined ? [code] : [error.data?.code];
}

/** What is wrong with an answer; `null` for nothing. */
export function judge(got: Got | null): string | null {
  if (got === null) return null;
  const { status, headers, body } = got;
  if (status >= 500) return `${status} ${body.slice(0, 300)}`;
  const leak = LEAK.exec(body);
  if (leak !== null && !String(headers["content-type"]).includes("html") && !body.startsWith('{"openapi"'))
    return `${status} tells of the inside: ${leak[0].slice(0, 100)}`;
  if (headers["x-powered-by"] !== undefined || headers["server"] !== undefined) return "names its software";
  if (headers["set-cookie"] !== undefined && JSON.stringify(headers["set-cookie"]).includes("canary"))
    return "a header was planted";
  const isJson = String(headers["content-type"]).startsWith("application/json");
  if (status < 400 || !isJson) return null;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body === "" ? "{}" : body);
  } catch {
    return `${status} is no JSON: ${body.slice(0, 200)}`;
  }
  const codes = codesOf(parsed).filter((code) => code !== undefined);
  const unknown = codes.filter((code) => !CODES.has(code));
  return unknown.length === 0 ? null : `${status} with the code ${JSON.stringify(unknown[0])}`;
}

/** Slope of the line nearest to all points, by least squares. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const over = values.reduce((sum, value, at) => sum + (at - middle) * (value - mean), 0);
  const under = values.reduce((sum, _value, at) => sum + (at - middle) ** 2, 0);
  return under === 0 ? 0 : over / under;
}

/** Fewer requests do not fill what the server remembers: its heap grows by 2 to 3 MB for each 10,000 until then, by less than 1 after. */
const FILLED_AFTER = 50_000;

/** Judged by the second half, when caches are full and code is compiled, and by long runs alone. */
export function memoryGrowth(
  samples: readonly Health[],
  requests: number,
): { report: string; isGrowing: boolean } {
  const later = samples.slice(Math.floor(samples.length / 2));
  const perSample = slopeOf(later.map(({ heap }) => heap));
  const per10k = (perSample * 10_000) / (requests / samples.length);
  const [first, last] = [later[0], later.at(-1)];
  const report =
    `heap after a collection ${first?.heap.toFixed(0)} to ${last?.heap.toFixed(0)} MB over the second half ` +
    `(${per10k.toFixed(2)} MB for 10,000 requests), RSS ${first?.rss.toFixed(0)} to ${last?.rss.toFixed(0)} MB`;
  return { report, isGrowing: requests >= FILLED_AFTER && per10k > GROWTH_MAX };
}
