import type { PlacementState } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, eq, sql } from "drizzle-orm";

type Db = Database["db"];

const { placements } = schema;

/** A test under way, and the question that waits for its answer. */
export interface StoredPlacement {
  readonly test: PlacementState;
  readonly next: { readonly id: string; readonly revision: number; readonly itemId: string } | null;
}

/** Tests that may be under way, on several devices. One that is begun beyond them takes the place of the oldest. */
const UNFINISHED_MAX = 10;
/** In which the oldest is looked for. */
const LATEST = 100;

/** A repeat with the same id changes nothing. */
export async function insertPlacement(
  db: Db,
  row: { id: string; learnerId: string; startedAt: Date; state: StoredPlacement },
): Promise<void> {
  const added = db.insert(placements).values(row).onConflictDoNothing().returning({ id: placements.id });
  await db.execute(sql`
    with added as ${added}, latest as (
      select id, started_at, finished_at from placements where learner_id = ${row.learnerId} order by started_at desc limit ${LATEST})
    delete from placements where learner_id = ${row.learnerId} and exists (select from added) and id in (
      select id from latest where finished_at is null order by started_at desc offset ${UNFINISHED_MAX - 1})`);
}

export async function findPlacement(db: Db, learnerId: string, id: string): Promise<StoredPlacement | null> {
  const [row] = await db
    .select({ state: placements.state })
    .from(placements)
    .where(and(eq(placements.learnerId, learnerId), eq(placements.id, id)));
  return row === undefined ? null : (row.state as StoredPlacement);
}

/** `false` when the test is no longer as it was before: then nothing is changed. */
export async function savePlacement(
  db: Db,
  { learnerId, id, before }: { learnerId: string; id: string; before: StoredPlacement },
  change: { state: StoredPlacement; finishedAt: Date | null },
): Promise<boolean> {
  const rows = await db
    .update(placements)
    .set(change)
    .where(and(eq(placements.learnerId, learnerId), eq(placements.id, id), eq(placements.state, before)))
    .returning({ id: placements.id });
  return rows.length > 0;
}
