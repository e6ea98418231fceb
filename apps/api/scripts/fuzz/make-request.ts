import type { Target } from "./targets.ts";
import {
  damaged,
  fitting,
  hostile,
  HOSTILE_TEXT,
  type Known,
  pick,
  type Random,
  type Schema,
} from "./values.ts";

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const TYPES = [
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/json; charset=utf-16",
  "application/xml",
  "",
  "application/json-patch+json",
];
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "PROPFIND"];
const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ["accept", "text/event-stream"],
  ["trpc-accept", "application/jsonl"],
  ["if-none-match", "*"],
  ["origin", "null"],
  ["origin", "https://evil.example"],
  ["sec-fetch-site", "cross-site"],
  ["cookie", "ff_refresh=x.y.z; ff_device=; __proto__=1"],
  ["x-forwarded-for", "::1, 999.1.1.1, ' or 1=1"],
  ["x-forwarded-host", "evil.example"],
  ["x-http-method-override", "DELETE"],
  ["content-encoding", "gzip"],
  ["expect", "100-continue"],
  ["range", "bytes=0-99999999999"],
  ["authorization", "Bearer "],
  ["authorization", `Bearer ${"x".repeat(3000)}`],
  ["authorization", "Bearer eyJhbGciOiJub25lIn0.e30."],
  ["authorization", "Basic YTpi"],
  ["authorization", "Bearer ffp_' or 1=1 --"],
  ["traceparent", "00-00000000000000000000000000000000-zz-ff"],
  ["user-agent", "x".repeat(4000)],
  ["last-event-id", "-1"],
];

/** A half of a pair cannot be escaped. */
const escape = (text: string) => encodeURIComponent(text.toWellFormed());

/** Text instead of what was meant: cut off, doubled, of other bytes. */
function broken(text: string, random: Random): string {
  const at = Math.floor(random() * text.length);
  const ways = [
    () => text.slice(0, at),
    () => `${text.slice(0, at)}\u0000${text.slice(at)}`,
    () => `${text}${text}`,
    () => `\ufeff${text}`,
    () => text.replaceAll('"', "'"),
    () => `${text.slice(0, -1)},"__proto__":{"polluted":1}}`,
    () => `${"[".repeat(5000)}${"]".repeat(5000)}`,
    () => `"${"\\u0000".repeat(200)}"`,
    () => `{"a":${"9".repeat(400)}}`,
    () => "x".repeat(70_000),
  ];
  return pick(random, ways)();
}

/** One in six is as it should be, so that what lies behind the checks is reached. */
function valueOf(schema: Schema, random: Random, known: Known): unknown {
  const value = fitting(schema, random, known);
  if (random() < 0.17) return value;
  const once = damaged(value, random);
  return random() < 0.3 ? damaged(once, random) : once;
}

function asQuery(value: unknown): string {
  if (typeof value !== "object" || value === null) return `?${escape(String(value))}`;
  const pairs = Object.entries(value).flatMap(([name, one]) =>
    (Array.isArray(one) ? one.slice(0, 50) : [one]).map(
      (part: unknown) =>
        `${escape(name)}=${escape(typeof part === "string" ? part : (JSON.stringify(part) ?? ""))}`,
    ),
  );
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`;
}

function trpcRequest(target: Target & { kind: "trpc" }, random: Random, known: Known): Sent {
  const { path, type, input } = target;
  const json = JSON.stringify(valueOf(input, random, known)) ?? "";
  const text = random() < 0.1 ? broken(json, random) : json;
  const dice = random();
  const names = dice < 0.08 ? [path, pick(random, ["me.get", path, "", "a.b"]), path] : [path];
  const isBatch = names.length > 1 || dice > 0.9;
  const payload = isBatch ? (random() < 0.5 ? `{"0":${text},"1":${text}}` : text) : text;
  const url = `/trpc/${names.join(",")}`;
  const method = random() < 0.04 ? pick(random, METHODS) : type === "mutation" ? "POST" : "GET";
  const inQuery = method !== "POST";
  const query = [isBatch ? "batch=1" : "", inQuery ? `input=${escape(payload)}` : ""].filter(
    (part) => part !== "",
  );
  const headers: Record<string, string> = type === "subscription" ? { accept: "text/event-stream" } : {};
  if (!inQuery) headers["content-type"] = random() < 0.04 ? pick(random, TYPES) : "application/json";
  return {
    method,
    path: `${url}${query.length === 0 ? "" : `?${query.join("&")}`}`,
    headers,
    body: inQuery ? "" : payload,
  };
}

function restRequest(target: Target & { kind: "rest" }, random: Random, known: Known): Sent {
  const params = fitting(target.params, random, known) as Readonly<Record<string, unknown>>;
  const path = target.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = random() < 0.5 ? (params[name] ?? pick(random, known)) : hostile(random);
    const text = typeof value === "string" ? value : JSON.stringify(value);
    return random() < 0.1 ? text.replaceAll(/[^\x21-\x7e]/g, "~") : escape(text);
  });
  const hasQuery = Object.keys(target.query.properties ?? {}).length > 0 || random() < 0.1;
  const query = hasQuery ? asQuery(valueOf(target.query, random, known)) : "";
  const method = random() < 0.04 ? pick(random, METHODS) : target.method;
  const url = `${path}${query}`;
  if (target.body === null) return { method, path: url, headers: {}, body: "" };
  const value = valueOf(target.body, random, known);
  const text = target.isForm ? asQuery(value).slice(1) : JSON.stringify(value);
  const type = target.isForm ? "application/x-www-form-urlencoded" : "application/json";
  const headers = { "content-type": random() < 0.05 ? pick(random, TYPES) : type };
  return { method, path: url, headers, body: random() < 0.1 ? broken(text, random) : text };
}

const ODD_PATHS = [
  "//",
  "/..;/",
  "/%2e%2e/",
  "/%00",
  "/%zz",
  "/trpc/__proto__",
  "/trpc/constructor",
  "/trpc/%2f",
  "/trpc/a?input",
];

/** A request to this target that is mostly wrong in some way. */
export function makeRequest(target: Target, random: Random, known: Known): Sent {
  const sent =
    target.kind === "trpc" ? trpcRequest(target, random, known) : restRequest(target, random, known);
  const headers = { ...sent.headers };
  headers["x-forwarded-for"] = `203.0.${Math.floor(random() * 256)}.${Math.floor(random() * 256)}`;
  if (random() < 0.08) {
    const [name, value] = pick(random, ODD_HEADERS);
    headers[name] = value;
  }
  const isOdd = random() < 0.02;
  const path = isOdd ? `${pick(random, ODD_PATHS)}${escape(pick(random, HOSTILE_TEXT))}` : sent.path;
  return { ...sent, path, headers };
}
