import type { PlacementState } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, eq } from "drizzle-orm";

type Db = Database["db"];

const { placements } = schema;

/** A test under way, and the question that waits for its answer. */
export interface StoredPlacement {
  readonly test: PlacementState;
  readonly next: { readonly id: string; readonly revision: number; readonly itemId: string } | null;
}

/** A repeat with the same id changes nothing. */
export async function insertPlacement(
  db: Db,
  row: { id: string; learnerId: string; startedAt: Date; state: StoredPlacement },
): Promise<void> {
  await db.insert(placements).values(row).onConflictDoNothing();
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
