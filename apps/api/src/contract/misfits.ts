import type { Schema } from "./read-contract.ts";

/** A schema where a reference is followed, with the definitions that further references name. */
interface Node {
  readonly schema: Schema;
  readonly defs: Schema;
}

interface Rules {
  /** Whether the reader minds fields that it does not know, and values beyond a bound: servers do, clients do not. */
  readonly isStrict: boolean;
  /** Pairs of references that are being compared further up: schemas may hold themselves. */
  readonly under?: readonly string[];
}

const asSchemas = (value: unknown) => (Array.isArray(value) ? (value as Schema[]) : []);
const asRecord = (value: unknown) => (value ?? {}) as Readonly<Record<string, Schema>>;

function follow({ schema, defs }: Node): Node {
  const { $ref } = schema;
  if (typeof $ref !== "string") return { schema, defs };
  const target = defs[$ref.replace("#/$defs/", "")];
  return follow({ schema: (target ?? {}) as Schema, defs });
}

function alternatives(node: Node): Node[] {
  const { schema, defs } = follow(node);
  const { type } = schema;
  const listed = [...asSchemas(schema["anyOf"]), ...asSchemas(schema["oneOf"])];
  if (listed.length > 0) return listed.flatMap((one) => alternatives({ schema: one, defs }));
  if (Array.isArray(type)) return type.map((one: unknown) => ({ schema: { ...schema, type: one }, defs }));
  return [{ schema, defs }];
}

function valuesOf({ schema }: Node): readonly unknown[] | null {
  if ("const" in schema) return [schema["const"]];
  return Array.isArray(schema["enum"]) ? (schema["enum"] as unknown[]) : null;
}

const LOWER = ["minimum", "exclusiveMinimum", "minLength", "minItems"];
const UPPER = ["maximum", "exclusiveMaximum", "maxLength", "maxItems"];
const SAME = ["pattern", "format"];

/** Lengths that a form has anyway. */
const LENGTHS: Readonly<Record<string, number>> = { uuid: 36, date: 10 };

function withLength(schema: Schema): Schema {
  const length = LENGTHS[String(schema["format"])];
  return length === undefined ? schema : { minLength: length, maxLength: length, ...schema };
}

function boundsMisfit(sent: Schema, taken: Schema, at: string): string[] {
  const narrower = (name: string, isBeyond: (a: number, b: number) => boolean) => {
    const [a, b] = [sent[name], taken[name]];
    return typeof b === "number" && (typeof a !== "number" || isBeyond(a, b))
      ? [`${at}: ${name} is now ${b}`]
      : [];
  };
  return [
    ...LOWER.flatMap((name) => narrower(name, (a, b) => a < b)),
    ...UPPER.flatMap((name) => narrower(name, (a, b) => a > b)),
    ...SAME.filter((name) => taken[name] !== undefined && taken[name] !== sent[name]).map(
      (name) => `${at}: another ${name}`,
    ),
  ];
}

function fieldsMisfit(sent: Node, taken: Node, at: string, rules: Rules): string[] {
  const [given, known] = [asRecord(sent.schema["properties"]), asRecord(taken.schema["properties"])];
  const sure = new Set((sent.schema["required"] as string[] | undefined) ?? []);
  const needed = (taken.schema["required"] as string[] | undefined) ?? [];
  const missing = needed
    .filter((name) => !sure.has(name))
    .map((name) => `${at}.${name} may be missing where it is needed`);
  const others = taken.schema["additionalProperties"];
  const fields = Object.entries(given).flatMap(([name, schema]) => {
    const reader = known[name] ?? (typeof others === "object" ? (others as Schema) : undefined);
    if (reader === undefined) return rules.isStrict && others === false ? [`${at}.${name} is not known`] : [];
    return misfits({ schema, defs: sent.defs }, { schema: reader, defs: taken.defs }, `${at}.${name}`, rules);
  });
  const [anySent, anyTaken] = [sent.schema["additionalProperties"], others];
  const rest =
    typeof anySent === "object" && typeof anyTaken === "object"
      ? misfits(
          { schema: anySent as Schema, defs: sent.defs },
          { schema: anyTaken as Schema, defs: taken.defs },
          `${at}.*`,
          rules,
        )
      : [];
  return [...missing, ...fields, ...rest];
}

function itemsMisfit(sent: Node, taken: Node, at: string, rules: Rules): string[] {
  const [a, b] = [sent.schema["items"], taken.schema["items"]];
  const places = asSchemas(taken.schema["prefixItems"]).flatMap((schema, i) => {
    const given = asSchemas(sent.schema["prefixItems"])[i];
    if (given === undefined) return [`${at}[${i}] may be missing`];
    return misfits({ schema: given, defs: sent.defs }, { schema, defs: taken.defs }, `${at}[${i}]`, rules);
  });
  if (typeof a !== "object" || typeof b !== "object") return places;
  return [
    ...places,
    ...misfits(
      { schema: a as Schema, defs: sent.defs },
      { schema: b as Schema, defs: taken.defs },
      `${at}[]`,
      rules,
    ),
  ];
}

function oneMisfits(sent: Node, taken: Node, at: string, rules: Rules): string[] {
  const [sentType, takenType] = [sent.schema["type"], taken.schema["type"]];
  const isWider = sentType === "integer" && takenType === "number";
  if (takenType !== undefined && sentType !== takenType && !isWider && valuesOf(sent) === null) {
    return [`${at}: ${JSON.stringify(sentType ?? "anything")} where ${JSON.stringify(takenType)} is taken`];
  }
  const [given, known] = [valuesOf(sent), valuesOf(taken)];
  if (known !== null) {
    const strange = given?.filter((value) => !known.includes(value)) ?? ["any value"];
    return strange.map((value) => `${at}: ${JSON.stringify(value)} is not one of the known values`);
  }
  return [
    ...(rules.isStrict ? boundsMisfit(withLength(sent.schema), taken.schema, at) : []),
    ...fieldsMisfit(sent, taken, at, rules),
    ...itemsMisfit(sent, taken, at, rules),
  ];
}

/** Where something that `sent` allows would surprise whoever reads by `taken`: the laws of subtypes, one line each. */
export function misfits(sent: Node, taken: Node, at: string, rules: Rules): string[] {
  const { under = [] } = rules;
  const pair = JSON.stringify([sent.schema["$ref"], taken.schema["$ref"]]);
  const isReference = sent.schema["$ref"] !== undefined && taken.schema["$ref"] !== undefined;
  if (isReference && under.includes(pair)) return [];
  const below = isReference ? { ...rules, under: [...under, pair] } : rules;
  const readers = alternatives(taken);
  return alternatives(sent).flatMap((one) => {
    const found = readers.map((reader) => oneMisfits(one, reader, at, below));
    if (found.some((list) => list.length === 0)) return [];
    // The reader that comes nearest says best what is wrong.
    return found.toSorted((a, b) => a.length - b.length)[0] ?? [];
  });
}
