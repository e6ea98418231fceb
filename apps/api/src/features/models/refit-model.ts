import type { Job, JobStep } from "@fluentfusion/contract";
import { createFitter, type LearnerEvent } from "@fluentfusion/core";
import type { Database } from "@fluentfusion/db";
import { v7 as uuidV7 } from "uuid";
import { isHeldBack, scoreInShadow } from "./held-back.ts";
import { findModel, findPublished, insertCandidate, publishVersion } from "./models.queries.ts";
import { remodelLearners } from "./remodel-learners.ts";
import { countAnswers, streamLogs } from "./training-log.queries.ts";

type Db = Database["db"];
export type Report = (progress: number, step: JobStep) => void;

/** Answers that are fitted on; of a longer log, those of a part of its learners. */
const MOST_ANSWERS = 400_000;
const MOST_HELD_ANSWERS = 60_000;

/** Below this a model would know less than the one that an installation begins with. */
const FEWEST_ANSWERS = 500;
const FEWEST_HELD_ANSWERS = 100;

/** Shares of the progress at which reading and fitting end. */
const READ = 0.4;
const FITTED = 0.8;

/** Feeds the learners that may be fitted on into `fit`, and returns the logs of those that are held back. */
async function readLogs(db: Db, fit: (event: LearnerEvent) => void, report: Report) {
  const { learners, answers } = await countAnswers(db);
  const of = Math.max(1, Math.ceil(answers / MOST_ANSWERS));
  const held: (readonly LearnerEvent[])[] = [];
  let [read, fitted, heldAnswers] = [0, 0, 0];
  for await (const { learner, events } of streamLogs(db, of)) {
    read += 1;
    if (read % 100 === 0) report(READ * Math.min(1, (read * of) / learners), "reading_answers");
    if (events.length === 0) continue;
    if (isHeldBack(learner)) {
      if (heldAnswers + events.length > MOST_HELD_ANSWERS) continue;
      heldAnswers += events.length;
      held.push(events);
    } else {
      fitted += events.length;
      for (const event of events) fit(event);
    }
  }
  return { held, fitted, heldAnswers };
}

/**
 * Fits a model to what learners have answered, judges it in shadow against the published one, stores it, and publishes it
 * where it is better by more than one standard error and `publish` is `if_better`.
 *
 * Reads the log as a stream; the result says what came of it, or why nothing did.
 */
export async function refitModel(
  db: Db,
  { publish }: { readonly publish: string | undefined },
  report: Report,
): Promise<Job["result"]> {
  report(0, "reading_answers");
  const fitter = createFitter({ maxRows: MOST_ANSWERS });
  const { held, fitted, heldAnswers } = await readLogs(db, (event) => fitter.add(event), report);
  if (fitted < FEWEST_ANSWERS || heldAnswers < FEWEST_HELD_ANSWERS) {
    return { outcome: "too_few_answers", answers: fitted, heldBackAnswers: heldAnswers };
  }
  report(READ, "fitting");
  const model = fitter.finish();
  report(FITTED, "judging");
  const published = await findPublished(db);
  const scores = scoreInShadow(held, model, published === null ? null : await findModel(db, published.id));
  const shadow = { ...scores, ...(published !== null && { publishedVersion: published.version }) };
  const version = await insertCandidate(db, {
    id: uuidV7(),
    parameters: model,
    metrics: shadow,
    rows: model.rows,
    learners: model.learners,
    evidence: "answers",
    fittedAt: new Date(),
  });
  const isBetter = published === null || shadow.gain > shadow.gainError;
  const figures = {
    version,
    answers: model.rows,
    learners: model.learners,
    gain: shadow.gain,
    gainError: shadow.gainError,
  };
  if (!isBetter || publish !== "if_better")
    return { outcome: isBetter ? "candidate" : "not_better", ...figures };
  await db.transaction((tx) => publishVersion(tx, version));
  const moved = await remodelLearners(db, (progress, step) => report(FITTED + (1 - FITTED) * progress, step));
  return { outcome: "published", ...figures, ...moved };
}
