import { z } from "zod";
import { expect, test } from "vitest";
import { REST_ROUTES } from "../src/rest/routes/index.ts";
import { appRouter } from "../src/router.ts";
import { sample, type Schema } from "./support/sample-input.ts";

/**
 * Whoever sends the longest text that a request may hold, in whatever place there is for one, must not keep the server's thread for
 * long: everybody else waits for it.
 */
const BYTES = 64 * 1024;
const LONGEST_MS = 100;

const filled = (unit: string, start = "", end = "") => {
  const room = BYTES - Buffer.byteLength(start + end);
  return start + unit.repeat(Math.floor(room / Buffer.byteLength(unit))) + end;
};

/** What takes a pattern, a normal form or a reader of addresses long, where it is written so that anything does. */
const TEXTS: readonly string[] = [
  ...[
    "a",
    "0",
    " ",
    "\n",
    ".",
    "-",
    "_",
    "/",
    "%",
    "@",
    "…",
    "\u200b",
    "\u0301",
    "字",
    "\ud83d\ude00",
  ].flatMap((unit) => [filled(unit), filled(unit, "", "!"), filled(unit, "a", "\u0000")]),
  ...[
    "a.",
    "a-",
    "a@",
    "a ",
    " a",
    "a@a.",
    "a\u0301",
    "\u0301\u0323",
    "é",
    "İ",
    "ﷺ",
    "\u1100\u1161",
    "%41",
  ].map((unit) => filled(unit)),
  // Each mark of the second half belongs before all of the first half.
  `a${"\u0301".repeat(BYTES / 4)}${"\u0323".repeat(BYTES / 4)}`,
  filled("a.", "a@"),
  filled("a-", "a@", ".example.org"),
  filled("a", "", "@example.org"),
  filled("a.", "", "@example.org"),
  filled("0", "2026-11-30T00:00:00."),
  filled("0", "2026-11-30T00:00:00.", "Z"),
  filled("0", "2026-11-30"),
  filled("a", "https://example.org/"),
  filled("a.", "https://"),
  filled("xn--a.", "https://"),
  filled("@", "https://"),
  filled("../", "https://example.org/"),
  filled("a/", "Africa/"),
  filled("[", ""),
];

/** All the ways to make an input with a text in one of the places for texts. */
function places(schema: Schema, root: Schema): ((text: string) => unknown)[] {
  const { $ref, type, anyOf, oneOf, allOf, items, properties = {}, additionalProperties } = schema;
  if ($ref !== undefined) return places(root.$defs?.[$ref.split("/").at(-1) ?? ""] ?? {}, root);
  if (type === "string" && schema.const === undefined && schema.enum === undefined) return [(text) => text];
  const choices = anyOf ?? oneOf ?? allOf;
  if (choices !== undefined) return choices.flatMap((choice) => places(choice, root));
  if (type === "array") return places(items ?? {}, root).map((make) => (text: string) => [make(text)]);
  if (type !== "object") return [];
  const rest = sample(schema) as object;
  const fields = Object.entries(properties).flatMap(([name, field]) =>
    places(field, root).map((make) => (text: string) => ({ ...rest, [name]: make(text) })),
  );
  if (typeof additionalProperties !== "object") return fields;
  const values = places(additionalProperties, root).map((make) => (text: string) => ({ a: make(text) }));
  return [...fields, ...values, (text) => ({ [text]: sample(additionalProperties) })];
}

/** Of the processor, whoever else wants it: the quickest of three, since the first may be compiled or collected meanwhile. */
function processorMs(work: () => void): number {
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < 3 && least > LONGEST_MS; time += 1) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

interface Look {
  readonly places: number;
  /** What takes too long, and how long. */
  readonly slow: readonly string[];
}

function lookAt(name: string, schema: z.ZodType): Look {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
  const found = places(shape, shape);
  const slow = found.flatMap((make, place) =>
    TEXTS.flatMap((text) => {
      const input = make(text);
      const ms = processorMs(() => void schema.safeParse(input));
      return ms > LONGEST_MS
        ? [`${name}, place ${place}, ${JSON.stringify(text.slice(0, 24))}: ${ms} ms`]
        : [];
    }),
  );
  return { places: found.length, slow };
}

const procedures = Object.entries(
  appRouter._def.procedures as unknown as Readonly<
    Record<string, { _def: { inputs: readonly z.ZodType[] } }>
  >,
);

/** Whatever clients send is held against one of these. */
const SCHEMAS: readonly (readonly [string, z.ZodType])[] = [
  ...procedures.flatMap(([name, { _def }]) => _def.inputs.map((input) => [name, input] as const)),
  ...REST_ROUTES.flatMap(({ method, path, params, query, body }) =>
    Object.entries({ params, query, body }).flatMap(([part, schema]) =>
      schema === undefined ? [] : [[`${part} of ${method} ${path}`, schema] as const],
    ),
  ),
];

test(`no text of 64 KiB takes an input's schema more than ${LONGEST_MS} ms of the processor`, () => {
  const looks = SCHEMAS.map(([name, schema]) => lookAt(name, schema));
  expect(looks.flatMap(({ slow }) => slow)).toEqual([]);
  // Every procedure and route was looked at, and in more than one place each on average.
  const all = looks.reduce((sum, one) => sum + one.places, 0);
  expect(all).toBeGreaterThan(SCHEMAS.length);
}, 120_000);

test("a schema that brings any text into its normal form takes longer, and is found", () => {
  const { places: count, slow } = lookAt(
    "planted",
    z.strictObject({ at: z.array(z.string().normalize("NFC").max(5)) }),
  );
  expect([count, slow.length > 0]).toEqual([1, true]);
});
