import type { ExportInput, ExportPage } from "@fluentfusion/contract";
import type { Actor } from "../../shared/actor.ts";
import { toDomainError } from "../../shared/classify-error.ts";
import type { Deps } from "../../shared/deps.ts";
import { DomainError } from "../../shared/domain-error.ts";
import { PERSONAL_TABLES } from "./personal-data.ts";
import { readTold } from "./personal-data.queries.ts";

const ROWS_IN_PAGE = 200;

/** `<table>/<key of the last row>`; nothing after the slash: from the first row. */
function readCursor(cursor: string | undefined): { table: number; after: string | null } {
  const [, name = "", after = ""] = /^(\w+)\/(.*)$/s.exec(cursor ?? `${PERSONAL_TABLES[0]?.name}/`) ?? [];
  const table = PERSONAL_TABLES.findIndex((personal) => personal.name === name);
  if (table === -1) throw new DomainError("INPUT_INVALID");
  return { table, after: after === "" ? null : after };
}

/** The next page of what is kept about the caller. Throws INPUT_INVALID for a cursor that was not handed out. */
export async function exportMe(
  { systemDeps: deps, actor }: { systemDeps: Deps; actor: Actor },
  { cursor }: ExportInput,
): Promise<ExportPage> {
  const { table, after } = readCursor(cursor);
  const personal = PERSONAL_TABLES[table];
  if (personal === undefined) throw new DomainError("INPUT_INVALID");
  const page = { personId: actor.userId, after, limit: ROWS_IN_PAGE };
  const rows = await readTold(deps.db, personal, page).catch((error: unknown) => {
    // A key that the column cannot hold is a cursor that was made up.
    const isMadeUp = after !== null && toDomainError(error).code === "INTERNAL";
    throw isMadeUp ? new DomainError("INPUT_INVALID") : error;
  });
  const last = rows.at(-1);
  const next = PERSONAL_TABLES[table + 1];
  const nextTable = next === undefined ? null : `${next.name}/`;
  return {
    table: personal.name,
    rows: JSON.parse(JSON.stringify(rows.map(({ told }) => told))) as ExportPage["rows"],
    nextCursor:
      last !== undefined && rows.length === ROWS_IN_PAGE ? `${personal.name}/${last.key}` : nextTable,
  };
}
