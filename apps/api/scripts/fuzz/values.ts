/** JSON Schema, as far as zod writes it. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

export type Random = () => number;

export const pick = <T>(random: Random, from: readonly T[]): T =>
  from[Math.floor(random() * from.length)] as T;

const deep = (depth: number): unknown => (depth === 0 ? 1 : [deep(depth - 1)]);

const LONG = "x".repeat(9_000);

/** What breaks parsers, databases, templates, shells and pages. */
export const HOSTILE_TEXT: readonly string[] = [
  "",
  " ",
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udc00x",
  "\ufeff",
  "\u202egnp.exe",
  "\r\nset-cookie: canary=1",
  LONG,
  "𐒀".repeat(600),
  "e\u0301".repeat(300),
  "' or 1=1 --",
  "'; drop table users; --",
  "\\'; select pg_sleep(5); --",
  "1) union select password_hash from users --",
  "%' and 1=cast((select version()) as int) --",
  "{{7*7}}${7*7}<%= 7*7 %>",
  "<script>alert(1)</script>",
  "../../../../etc/passwd",
  "..%2f..%2fetc%2fpasswd",
  "%00",
  "%",
  "_%_",
  "$(id)`id`;id",
  "file:///etc/passwd",
  "javascript:alert(1)",
  "http://169.254.169.254/latest/meta-data/",
  "=cmd|' /C calc'!A0",
  "__proto__",
  "constructor",
  "NaN",
  "Infinity",
  "-0",
  "1e999",
  "0x10",
  "null",
  "true",
  "[object Object]",
  "2026-02-30T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "-000001-01-01T00:00:00Z",
  "2026-11-28T10:00:00+99:99",
  "0000-00-00",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "01920000-0000-7000-8000-00000000abc",
  "users/99999999999999999999",
  "attempts/x",
  "a@b",
  `${"a".repeat(300)}@example.org`,
  "a@".repeat(200),
  "٣٤",
  "(a+)+$".repeat(40),
];

const HOSTILE_NUMBERS = [
  0,
  -0,
  -1,
  1.5,
  2 ** 31,
  -(2 ** 31) - 1,
  2 ** 53 + 2,
  1e308,
  -1e308,
  5e-324,
  99_999_999_999,
];

const HOSTILE_SHAPES: readonly (() => unknown)[] = [
  () => null,
  () => true,
  () => [],
  () => ({}),
  () => [[]],
  () => deep(31),
  () => deep(200),
  () => Array.from({ length: 3_000 }, () => 1),
  () => ({ $ne: null }),
  () => ({ length: 1e9 }),
  () => ({ toString: 1, valueOf: 1, toJSON: 1 }),
];

export function hostile(random: Random): unknown {
  const dice = random();
  if (dice < 0.6) return pick(random, HOSTILE_TEXT);
  if (dice < 0.8) return pick(random, HOSTILE_NUMBERS);
  return pick(random, HOSTILE_SHAPES)();
}

/** Ids that exist, so that what lies behind the look-up is reached too. */
export type Known = readonly string[];

function fittingText({ format, minLength = 1 }: Schema, random: Random, known: Known): string {
  if (format === "uuid") return pick(random, known);
  if (format === "date-time") return new Date(Date.now() - random() * 9e8).toISOString();
  if (format === "date") return new Date(Date.now() - random() * 9e9).toISOString().slice(0, 10);
  if (format === "email") return `fuzz${Math.floor(random() * 1e9)}@example.org`;
  if (format === "uri") return "https://example.org/a.png";
  const word = pick(random, ["Muraho", "Africa/Kigali", "imigongo and hills", "a", known[0] ?? ""]);
  return word.padEnd(minLength, "x");
}

/** Something that mostly fits, with optional parts now and then. */
export function fitting(schema: Schema, random: Random, known: Known): unknown {
  const { type, const: fixed, enum: choices, anyOf, oneOf, allOf } = schema;
  if (fixed !== undefined) return fixed;
  if (choices !== undefined) return pick(random, choices);
  const options = anyOf ?? oneOf ?? allOf;
  if (options !== undefined) return fitting(pick(random, options), random, known);
  if (type === "object") {
    const entries = Object.entries(schema.properties ?? {}).filter(
      ([name]) => schema.required?.includes(name) === true || random() < 0.4,
    );
    return Object.fromEntries(entries.map(([name, value]) => [name, fitting(value, random, known)]));
  }
  if (type === "array") {
    const length = (schema.minItems ?? 0) + Math.floor(random() * 3);
    return Array.from({ length }, () => fitting(schema.items ?? {}, random, known));
  }
  if (type === "integer") return (schema.minimum ?? 0) + Math.floor(random() * 4);
  if (type === "number") return (schema.minimum ?? 0) + random();
  if (type === "boolean") return random() < 0.5;
  return type === "string" ? fittingText(schema, random, known) : null;
}

const EXTRA_KEYS = [
  "__proto__",
  "constructor",
  "prototype",
  "role",
  "userId",
  "xp",
  "emailVerified",
  "",
  "0",
  "a b",
];

/** The same with one thing wrong, somewhere. */
export function damaged(value: unknown, random: Random): unknown {
  const isContainer = typeof value === "object" && value !== null;
  if (!isContainer || random() < 0.15) return hostile(random);
  if (Array.isArray(value)) {
    if (value.length === 0 || random() < 0.3)
      return Array.from({ length: 500 }, () => value[0] ?? hostile(random));
    const at = Math.floor(random() * value.length);
    return value.map((one, index) => (index === at ? damaged(one, random) : one));
  }
  const entries = Object.entries(value);
  const dice = random();
  if (dice < 0.2 || entries.length === 0)
    return Object.fromEntries([...entries, [pick(random, EXTRA_KEYS), hostile(random)]]);
  const at = Math.floor(random() * entries.length);
  if (dice < 0.35) return Object.fromEntries(entries.filter((_, index) => index !== at));
  return Object.fromEntries(
    entries.map(([name, one], index) => [name, index === at ? damaged(one, random) : one]),
  );
}
