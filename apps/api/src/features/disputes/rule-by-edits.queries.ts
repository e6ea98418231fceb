import type { ContentEdit } from "@fluentfusion/core";
import { schema } from "@fluentfusion/db";
import { and, eq, inArray, isNull } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { CREDIT_ROUNDS, type Tx } from "./rulings.queries.ts";

const { rulings } = schema;

export interface EditedAnswers {
  readonly exerciseId: string;
  readonly edit: ContentEdit;
}

/**
 * Treats a form that an edit of the course adds as if a dispute over it had been accepted: everyone who ever wrote it is
 * credited in the background, also where a dispute over it had been rejected before. A form that an edit takes away again
 * takes that credit back; one that an author accepted on a dispute stays.
 */
export async function ruleByEdits(tx: Tx, edits: readonly EditedAnswers[], at: Date): Promise<void> {
  for (const { exerciseId, edit } of edits) {
    if (edit.kind !== "accept_set") continue;
    const rounds = { roundsLeft: CREDIT_ROUNDS, roundDueAt: at, doneThrough: null };
    const added = [...edit.added].map(([normal, form]) => ({
      id: uuidV7(),
      exerciseId,
      normal,
      form,
      decision: "accepted" as const,
      decidedAt: at,
      ...rounds,
    }));
    if (added.length > 0) {
      await tx
        .update(rulings)
        .set({ revokedAt: at })
        .where(
          and(
            eq(rulings.exerciseId, exerciseId),
            inArray(rulings.normal, [...edit.added.keys()]),
            eq(rulings.decision, "rejected"),
            isNull(rulings.revokedAt),
          ),
        );
      await tx.insert(rulings).values(added).onConflictDoNothing();
    }
    if (edit.removed.size === 0) continue;
    await tx
      .update(rulings)
      .set({ revokedAt: at, ...rounds })
      .where(
        and(
          eq(rulings.exerciseId, exerciseId),
          inArray(rulings.normal, [...edit.removed]),
          eq(rulings.decision, "accepted"),
          isNull(rulings.decidedBy),
          isNull(rulings.revokedAt),
        ),
      );
  }
}
