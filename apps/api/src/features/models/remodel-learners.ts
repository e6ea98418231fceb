import type { Job } from "@fluentfusion/contract";
import type { Database } from "@fluentfusion/db";
import { refoldLearner } from "../attempts/fold-learner.ts";
import { lockLearner } from "../attempts/record.queries.ts";
import { countBehind, listBehind } from "./models.queries.ts";
import type { Report } from "./refit-model.ts";

type Db = Database["db"];

const PAGE = 100;

/**
 * Folds every learner by the published model whose state was made by another one. It may stop anywhere: whoever is left is
 * recommended by the model of their state, and folded anew with their next answer.
 */
export async function remodelLearners(db: Db, report: Report): Promise<Job["result"]> {
  const step = "moving_learners";
  report(0, step);
  const all = await countBehind(db);
  let moved = 0;
  let after: string | null = null;
  for (;;) {
    const ids: string[] = await listBehind(db, after, PAGE);
    for (const id of ids) {
      await db.transaction(async (tx) => refoldLearner(tx, id, await lockLearner(tx, id)));
    }
    moved += ids.length;
    after = ids.at(-1) ?? after;
    report(all === 0 ? 1 : Math.min(1, moved / all), step);
    if (ids.length < PAGE) return { learnersMoved: moved };
  }
}
