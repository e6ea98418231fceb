import type { DomainError } from "../../shared/domain-error.ts";

/** What became of one of several things that came together: its receipt, or why it was refused. */
export type Taken<Receipt> =
  | { readonly ok: true; readonly receipt: Receipt }
  | { readonly ok: false; readonly error: DomainError };

export const refused = (error: DomainError) => ({ ok: false, error }) as const;
