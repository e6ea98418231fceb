import { getTableColumns, type InferInsertModel, type InferSelectModel, type Table } from "drizzle-orm";

type Decode = (value: unknown) => unknown;

interface Field {
  readonly key: string;
  readonly name: string;
  readonly decode: Decode | null;
}

const fromHex: Decode = (value) => new Uint8Array(Buffer.from(String(value).slice(2), "hex"));
const toDate: Decode = (value) => new Date(String(value));

/** JSON says the rest as it is. */
function decoderOf(sqlType: string): Decode | null {
  if (sqlType === "bytea") return fromHex;
  return sqlType.startsWith("timestamp") ? toDate : null;
}

const fields = new WeakMap<Table, readonly Field[]>();

function fieldsOf(table: Table): readonly Field[] {
  const known = fields.get(table);
  if (known !== undefined) return known;
  const made = Object.entries(getTableColumns(table)).map(([key, column]) => ({
    key,
    name: column.name,
    decode: decoderOf(column.getSQLType()),
  }));
  fields.set(table, made);
  return made;
}

const toHex = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  `\\x${Buffer.from(buffer, byteOffset, byteLength).toString("hex")}`;

/** A row under the names of its columns, ready to be the JSON that `jsonb_populate_record` takes. */
export function toJsonRow<T extends Table>(table: T, row: InferInsertModel<T>): Record<string, unknown> {
  const values = row as Readonly<Record<string, unknown>>;
  const json: Record<string, unknown> = {};
  for (const { key, name } of fieldsOf(table)) {
    const value = values[key];
    if (value !== undefined) json[name] = value instanceof Uint8Array ? toHex(value) : value;
  }
  return json;
}

/** The row of which `row_to_json` made this. */
export function fromJsonRow<T extends Table>(table: T, json: unknown): InferSelectModel<T> {
  const values = json as Readonly<Record<string, unknown>>;
  const row: Record<string, unknown> = {};
  for (const { key, name, decode } of fieldsOf(table)) {
    const value = values[name] ?? null;
    row[key] = value === null || decode === null ? value : decode(value);
  }
  return row as InferSelectModel<T>;
}
