import type { ExerciseResponse } from "@fluentfusion/contract";
import type { Outcome } from "@fluentfusion/core";
import { type Database, schema } from "@fluentfusion/db";
import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import type { Tx } from "../attempts/record.queries.ts";

const { attempts, recordEvents, rulings } = schema;

export interface GradedAnswer {
  readonly id: string;
  readonly revision: number;
  readonly sittingId: string | null;
  readonly response: ExerciseResponse;
  /** As it was last graded. */
  readonly outcome: Outcome;
}

/** All that a learner has answered to one exercise. */
export async function listAnswersTo(
  tx: Database["db"] | Tx,
  learnerId: string,
  exerciseId: string,
): Promise<GradedAnswer[]> {
  const regrades = tx
    .selectDistinctOn([recordEvents.attemptId], {
      attemptId: recordEvents.attemptId,
      outcome: recordEvents.outcome,
    })
    .from(recordEvents)
    .where(and(eq(recordEvents.learnerId, learnerId), eq(recordEvents.kind, "regrade")))
    .orderBy(recordEvents.attemptId, desc(recordEvents.seq))
    .as("regrades");
  const rows = await tx
    .select({
      id: attempts.id,
      revision: attempts.revision,
      sittingId: attempts.sittingId,
      response: attempts.response,
      outcome: sql<Outcome>`coalesce(${regrades.outcome}, ${attempts.outcome})`,
    })
    .from(attempts)
    .leftJoin(regrades, eq(regrades.attemptId, attempts.id))
    .where(and(eq(attempts.exerciseId, exerciseId), eq(attempts.learnerId, learnerId)));
  return rows.map((row) => ({ ...row, response: row.response as ExerciseResponse }));
}

/** Forms that authors have accepted for an exercise, without those of one ruling. */
export async function listOtherForms(tx: Tx, exerciseId: string, rulingId: string): Promise<string[]> {
  const rows = await tx
    .select({ form: rulings.form })
    .from(rulings)
    .where(
      and(
        eq(rulings.exerciseId, exerciseId),
        eq(rulings.decision, "accepted"),
        isNull(rulings.revokedAt),
        ne(rulings.id, rulingId),
      ),
    );
  return rows.map(({ form }) => form);
}

/** Whether a ruling counts now: it is asked under the learner's lock, so that none is credited by one just revoked. */
export async function isCounting(tx: Tx, rulingId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: rulings.id })
    .from(rulings)
    .where(and(eq(rulings.id, rulingId), isNull(rulings.revokedAt)));
  return rows.length > 0;
}
