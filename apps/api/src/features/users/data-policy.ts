import type { schema } from "@fluentfusion/db";

/**
 * What becomes of a column:
 * - `told`: handed out when the person asks for what is kept about them;
 * - `secret`: of the person, and never handed out: what could sign in;
 * - `inner`: how the machine works, which says nothing of the person that is not told elsewhere;
 * - `common`: of nobody: content that all learners share.
 */
type Use = "told" | "secret" | "inner" | "common";

export type TableName = {
  [Name in keyof typeof schema]: (typeof schema)[Name] extends { $inferSelect: object } ? Name : never;
}[keyof typeof schema];
type Columns<Name extends TableName> = keyof (typeof schema)[Name]["$inferSelect"] & string;

export interface Policy<Name extends TableName> {
  /** Whose a row is; `null` for a table that is of nobody. */
  readonly owner: Columns<Name> | null;
  /** Orders the rows of one person: together with the owner a row's key. */
  readonly order: Columns<Name>;
  /** When the person goes: their rows go first, go with the account (a foreign key sees to it), or stay. */
  readonly erase: "first" | "with the account" | "stays";
  readonly columns: Readonly<Record<Columns<Name>, Use>>;
}

/** A policy whose columns are those of its table. */
export const of = <Name extends TableName>(policy: Policy<Name>) => policy;

/** The same use for each of these columns. */
export function all<const Name extends string, const U extends Use>(
  use: U,
  ...names: readonly Name[]
): Record<Name, U> {
  return Object.fromEntries(names.map((name) => [name, use])) as Record<Name, U>;
}
