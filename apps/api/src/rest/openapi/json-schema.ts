import { PushedEvent, SyncEvent } from "@fluentfusion/contract";
import { z } from "zod";

export type Json = Readonly<Record<string, unknown>>;

/** Turns zod schemas into those of the document, and keeps the named ones (`.meta({ id })`) for its components. */
export interface SchemaBook {
  readonly input: (schema: z.ZodType) => Json;
  readonly output: (schema: z.ZodType) => Json;
  readonly components: () => Json;
}

/** Named schemas come as `$defs` beside each schema that uses them; in OpenAPI all stand in one place. */
function hoistReferences(schema: object): Json {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/$defs/', '"$ref":"#/components/schemas/');
  return withPlainNullables(JSON.parse(text)) as Json;
}

/**
 * `anyOf: [a text, null]` as `type: [string, null]`, which says the same and which more generators understand. One with
 * fixed values or a name of its own stays as it is.
 */
function withPlainNullables(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withPlainNullables);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([name, value]) => [name, withPlainNullables(value)] as const);
  const plain = Object.fromEntries(entries) as Record<string, unknown>;
  const { anyOf, ...rest } = plain;
  if (!Array.isArray(anyOf) || anyOf.length !== 2) return plain;
  const [first, second] = anyOf as Readonly<Record<string, unknown>>[];
  const isFixed = first === undefined || "enum" in first || "const" in first;
  if (isFixed || typeof first["type"] !== "string" || second?.["type"] !== "null") return plain;
  return { ...first, type: [first["type"], "null"], ...rest };
}

interface Converted {
  readonly zodSchema: unknown;
  readonly jsonSchema: { format?: string; pattern?: string };
}

/**
 * What has the form of an instant or a day need not be told once more as a pattern, over which generators stumble. And what is checked
 * later, one by one, is told as it is checked then.
 */
function asTold({ zodSchema, jsonSchema }: Converted): void {
  if (jsonSchema.format === "date-time" || jsonSchema.format === "date") delete jsonSchema.pattern;
  if (zodSchema !== PushedEvent) return;
  const { $schema: _, ...event } = z.toJSONSchema(SyncEvent, { io: "input", override: asTold });
  Object.assign(jsonSchema, event);
}

export function createSchemaBook(): SchemaBook {
  const named = new Map<string, Json>();
  const convert = (schema: z.ZodType, io: "input" | "output"): Json => {
    const converted = hoistReferences(
      z.toJSONSchema(schema, { io, unrepresentable: "any", override: asTold }),
    );
    const {
      $schema: _,
      $defs,
      ...rest
    } = converted as Json & { readonly $defs?: Readonly<Record<string, Json>> };
    for (const [name, definition] of Object.entries($defs ?? {})) {
      const known = named.get(name);
      if (known !== undefined && JSON.stringify(known) !== JSON.stringify(definition)) {
        throw new Error(`two schemas of the document are called ${name}`);
      }
      named.set(name, definition);
    }
    return rest;
  };
  return {
    input: (schema) => convert(schema, "input"),
    output: (schema) => convert(schema, "output"),
    components: () => Object.fromEntries([...named].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

/** An answer's `content`. */
export function answer(description: string, schema: Json): Json {
  return { description, content: { "application/json": { schema } } };
}
