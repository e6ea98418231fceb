import type { PlacementState } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, eq } from "drizzle-orm";

type Db = Database["db"];
type Tx = Parameters<Parameters<Db["transaction"]>[0]>[0];

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

export async function findPlacement(
  db: Db | Tx,
  learnerId: string,
  id: string,
): Promise<StoredPlacement | null> {
  const [row] = await db
    .select({ state: placements.state })
    .from(placements)
    .where(and(eq(placements.learnerId, learnerId), eq(placements.id, id)))
    .for("update");
  return row === undefined ? null : (row.state as StoredPlacement);
}

export async function savePlacement(
  tx: Tx,
  learnerId: string,
  id: string,
  change: { state: StoredPlacement; finishedAt: Date | null },
): Promise<void> {
  await tx
    .update(placements)
    .set(change)
    .where(and(eq(placements.learnerId, learnerId), eq(placements.id, id)));
}
