import { z } from "zod";

export interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string;
  readonly format?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly default?: unknown;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
}

function schemaOf(inputs: readonly unknown[]): Schema {
  const [input] = inputs;
  if (input === undefined) return {};
  return z.toJSONSchema(input as z.ZodType, { io: "input", unrepresentable: "any" }) as Schema;
}

const FORMATS: Readonly<Record<string, () => string>> = {
  uuid: () => "01920000-0000-7000-8000-00000000abcd",
  "date-time": () => new Date().toISOString(),
  date: () => new Date().toISOString().slice(0, 10),
  email: () => "sample@example.org",
};

/** Something that fits a schema, with only what it asks for. */
export function sample(schema: Schema): unknown {
  const { type, const: fixed, enum: choices, anyOf, oneOf, allOf } = schema;
  if (fixed !== undefined) return fixed;
  if (choices !== undefined) return choices[0];
  const [first] = anyOf ?? oneOf ?? allOf ?? [];
  if (first !== undefined) return sample(first);
  if (type === "object") {
    const required = Object.entries(schema.properties ?? {}).filter(([name]) =>
      schema.required?.includes(name),
    );
    return Object.fromEntries(required.map(([name, value]) => [name, sample(value)]));
  }
  if (type === "array") return Array.from({ length: schema.minItems ?? 0 }, () => sample(schema.items ?? {}));
  if (type === "integer" || type === "number") return Math.max(schema.minimum ?? 1, 1);
  if (type === "boolean") return true;
  if (type !== "string") return null;
  const format = schema.format === undefined ? undefined : FORMATS[schema.format];
  return format?.() ?? "Africa/Kigali".padEnd(schema.minLength ?? 1, "x");
}

/** The shapes that an input may have: more than one where it is a union. */
function shapesOf(inputs: readonly unknown[]): readonly Schema[] {
  const schema = schemaOf(inputs);
  return schema.anyOf ?? schema.oneOf ?? [schema];
}

function isUuid({ format, anyOf }: Schema): boolean {
  return format === "uuid" || anyOf?.some(isUuid) === true;
}

/** The names of the fields of an input that hold an id. */
export function uuidFields(inputs: readonly unknown[]): string[] {
  const fields = shapesOf(inputs).flatMap(({ properties = {} }) =>
    Object.entries(properties).flatMap(([name, field]) => (isUuid(field) ? [name] : [])),
  );
  return [...new Set(fields)];
}

/** An input that fits, with this id in this field. */
export function sampleInput(inputs: readonly unknown[], field: string, id: string): unknown {
  const shape = shapesOf(inputs).find(({ properties }) => properties?.[field] !== undefined);
  return { ...(sample(shape ?? {}) as object), [field]: id };
}
