import { readFileSync } from "node:fs";
import { initTRPC } from "@trpc/server";
import { expect, test } from "vitest";
import { z } from "zod";
import { breakingChanges } from "../src/contract/breaking-changes.ts";
import { type Contract, readContract } from "../src/contract/read-contract.ts";
import { appRouter } from "../src/router.ts";
import type { Access, Meta } from "../src/trpc/procedures.ts";

const kept = JSON.parse(
  readFileSync(new URL("../generated/contract.json", import.meta.url), "utf8"),
) as Contract;

test("clients that are in use are served as before, or are told that they are too old", () => {
  const now = readContract(appRouter);
  const breaks = now.version > kept.version ? [] : breakingChanges(kept, now);
  expect(breaks).toEqual([]);
});

const t = initTRPC.meta<Meta>().create();

interface Plan {
  readonly input?: z.ZodType;
  readonly output?: z.ZodType;
  readonly access?: Access;
  readonly personOnly?: boolean;
  readonly isMutation?: boolean;
}

const Input = { word: z.string().max(20), count: z.number().int().min(1).max(5).optional() };
const Output = {
  id: z.uuid(),
  kind: z.enum(["word", "phrase"]),
  score: z.number().nullable(),
  turn: z.discriminatedUnion("type", [
    z.object({ type: z.literal("type"), text: z.string() }),
    z.object({ type: z.literal("choice"), options: z.array(z.string()) }),
  ]),
};

/** A contract of one procedure, as it was first, with what `plan` changes. */
function contractOf(plan: Plan): Contract {
  const base = t.procedure
    .meta({ access: plan.access ?? "learner", personOnly: plan.personOnly === true })
    .input(plan.input ?? z.strictObject(Input))
    .output(plan.output ?? z.object(Output));
  const one = plan.isMutation === true ? base.mutation(() => null) : base.query(() => null);
  return readContract(t.router({ words: t.router({ one }) }));
}

const first = contractOf({});

const BREAKING: readonly (readonly [what: string, plan: Plan, said: string])[] = [
  ["a query becomes a mutation", { isMutation: true }, "mutation now"],
  ["whoever could call may not", { access: "author" }, "for author only"],
  ["access tokens are refused", { personOnly: true }, "access tokens"],
  ["a new field is needed", { input: z.strictObject({ ...Input, more: z.string() }) }, "input.more"],
  [
    "an optional field is needed",
    { input: z.strictObject({ ...Input, count: z.int().min(1).max(5) }) },
    "count",
  ],
  ["a field is no longer taken", { input: z.strictObject({ word: Input.word }) }, "input.count is not known"],
  [
    "a bound is tighter",
    { input: z.strictObject({ ...Input, word: z.string().max(10) }) },
    "maxLength is now 10",
  ],
  ["a form is asked for", { input: z.strictObject({ ...Input, word: z.email().max(20) }) }, "format"],
  [
    "another type is taken",
    { input: z.strictObject({ ...Input, word: z.number() }) },
    '"string" where "number"',
  ],
  ["a field is gone", { output: z.object(Output).omit({ score: true }) }, "output.score may be missing"],
  [
    "a field may be missing",
    { output: z.object({ ...Output, id: z.uuid().optional() }) },
    "output.id may be missing",
  ],
  [
    "a field may be null",
    { output: z.object({ ...Output, id: z.uuid().nullable() }) },
    '"null" where "string"',
  ],
  ["a field has another type", { output: z.object({ ...Output, score: z.string() }) }, "output.score"],
  [
    "a value that nobody knows",
    { output: z.object({ ...Output, kind: z.enum(["word", "phrase", "song"]) }) },
    '"song"',
  ],
  [
    "a kind that nobody knows",
    { output: z.object({ ...Output, turn: z.union([Output.turn, z.object({ type: z.literal("draw") })]) }) },
    "output.turn",
  ],
];

for (const [what, plan, said] of BREAKING) {
  test(`told as breaking: ${what}`, () => {
    expect(breakingChanges(first, contractOf(plan)).join("\n")).toContain(said);
  });
}

const ADDED: readonly (readonly [what: string, plan: Plan])[] = [
  ["more may call", { access: "public" }],
  ["a field that can be left out", { input: z.strictObject({ ...Input, more: z.string().optional() }) }],
  ["a needed field can be left out", { input: z.strictObject({ ...Input, word: Input.word.optional() }) }],
  ["a bound is wider", { input: z.strictObject({ ...Input, word: z.string().max(40) }) }],
  ["more types are taken", { input: z.strictObject({ ...Input, word: z.union([Input.word, z.null()]) }) }],
  ["a new field is told", { output: z.object({ ...Output, more: z.string() }) }],
  ["a field is never null now", { output: z.object({ ...Output, score: z.number() }) }],
  ["fewer values are told", { output: z.object({ ...Output, kind: z.enum(["word"]) }) }],
];

for (const [what, plan] of ADDED) {
  test(`not told as breaking: ${what}`, () => {
    expect(breakingChanges(first, contractOf(plan))).toEqual([]);
  });
}

test("a procedure that goes is told, one that comes is not", () => {
  const none: Contract = { ...first, procedures: {} };
  expect(breakingChanges(first, none)).toEqual(["words.one is gone"]);
  expect(breakingChanges(none, first)).toEqual([]);
});

test("every field of every answer is watched: one that goes anywhere is told", () => {
  const now = readContract(appRouter);
  for (const [name, procedure] of Object.entries(now.procedures)) {
    const [needed] = (procedure.output["required"] as string[] | undefined) ?? [];
    if (needed === undefined) continue;
    const { [needed]: _, ...properties } = procedure.output["properties"] as Record<string, unknown>;
    const required = (procedure.output["required"] as string[]).filter((field) => field !== needed);
    const without = { ...procedure, output: { ...procedure.output, properties, required } };
    const changed = { ...now, procedures: { ...now.procedures, [name]: without } };
    expect(breakingChanges(now, changed)).toEqual([
      `${name} output.${needed} may be missing where it is needed`,
    ]);
  }
});
