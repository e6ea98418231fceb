import {
  EMPTY_RECORD,
  foldLog,
  type LearnerLog,
  type LearnerRecord,
  type Outcome,
  precedes,
} from "@fluentfusion/core";
import {
  NO_TRACES,
  observeAttempts,
  packItems,
  packLearner,
  unpackLearner,
} from "../models/learner-traces.ts";
import { findModel } from "../models/models.queries.ts";
import { readLog } from "./attempts.queries.ts";
import { findLessonStates } from "./lesson-states.queries.ts";
import {
  clearFolded,
  findItems,
  type LearnerRow,
  saveLearner,
  saveRecord,
  type Tx,
} from "./record.queries.ts";

export interface Folded {
  readonly learner: LearnerRow;
  /** Of the whole log, or of what the newest entries touch. */
  readonly record: LearnerRecord;
  /** What the learner model knows of these items, packed. */
  readonly itemTraces: ReadonlyMap<string, Uint8Array>;
}

/** What comes to a stored log: more entries, and corrections of those that are there. */
export interface LogChange extends LearnerLog {
  /** Ids of answers that no longer count. */
  readonly undone: ReadonlySet<string>;
  /** Answers that are graded otherwise from now on. */
  readonly regraded: ReadonlyMap<string, Outcome>;
}

export const NO_CHANGE: LogChange = {
  attempts: [],
  freezes: [],
  undone: new Set(),
  regraded: new Map(),
};

/** What the published model makes of the answers, after what the stored traces hold. */
async function observeIn(
  tx: Tx,
  learner: LearnerRow,
  itemTraces: ReadonlyMap<string, Uint8Array>,
  attempts: LearnerLog["attempts"],
): Promise<Pick<Folded, "itemTraces"> & Pick<LearnerRow, "traces">> {
  if (learner.model === null) return { itemTraces: new Map(), traces: NO_TRACES };
  const { id, version } = learner.model;
  const before = unpackLearner(learner.traces, itemTraces);
  const after = observeAttempts(await findModel(tx, id), before, attempts);
  const ids = new Set(attempts.flatMap(({ itemId }) => itemId ?? []));
  return { itemTraces: packItems(after, ids), traces: packLearner(after, version) };
}

/** Where the fold stands after a log. */
function lastPlace({ attempts, freezes }: LearnerLog, before: LearnerRow["place"]): LearnerRow["place"] {
  let last = before;
  for (const { at, id } of [...attempts, ...freezes]) {
    if (last === null || precedes(last, { at, id })) last = { at, id };
  }
  return last;
}

/**
 * Adds entries to a learner's record, in a number of statements that does not depend on how many there are. What comes
 * after all that is folded touches few rows; when something is late, the whole log is folded again with it. The
 * learner's lock must be held; the entries themselves are stored by the caller.
 */
export async function foldIn(
  tx: Tx,
  learnerId: string,
  learner: LearnerRow,
  added: Pick<LogChange, "attempts" | "freezes">,
): Promise<Folded> {
  const { place } = learner;
  const isSameModel = learner.traces.modelVersion === (learner.model?.version ?? 0) || place === null;
  const isNewest = [...added.attempts, ...added.freezes].every(
    (entry) => place === null || precedes(place, entry),
  );
  if (!isNewest || !isSameModel) return refoldLearner(tx, learnerId, learner, { ...NO_CHANGE, ...added });
  const { attempts } = added;
  const itemIds = new Set(attempts.flatMap(({ itemId }) => itemId ?? []));
  const stored = await findItems(tx, learnerId, [...itemIds]);
  const before = {
    ...EMPTY_RECORD,
    totals: learner.totals,
    lessons: await findLessonStates(tx, learnerId, [...new Set(attempts.map(({ lessonId }) => lessonId))]),
    items: stored.memories,
  };
  const record = foldLog(before, added);
  const { itemTraces, traces } = await observeIn(tx, learner, stored.traces, attempts);
  const after = { ...learner, place: lastPlace(added, place), totals: record.totals, traces };
  await saveRecord(tx, learnerId, record, itemTraces);
  await saveLearner(tx, learnerId, after);
  return { learner: after, record, itemTraces };
}

/** Folds the stored log, and what is to be added to it, from the beginning. Writes nothing. */
export async function foldStored(
  tx: Tx,
  learnerId: string,
  learner: LearnerRow,
  change: LogChange = NO_CHANGE,
): Promise<Folded> {
  const stored = await readLog(tx, learnerId);
  const { undone, regraded } = change;
  const log = {
    attempts: [...stored.attempts, ...change.attempts]
      .filter(({ id }) => !undone.has(id))
      .map((attempt) => ({ ...attempt, outcome: regraded.get(attempt.id) ?? attempt.outcome })),
    freezes: [...stored.freezes, ...change.freezes],
  };
  const record = foldLog(EMPTY_RECORD, log);
  const nothing = { ...learner, traces: NO_TRACES };
  const { itemTraces, traces } = await observeIn(tx, nothing, new Map(), log.attempts);
  const folded = { ...learner, place: lastPlace(log, null), totals: record.totals, traces };
  return { learner: folded, record, itemTraces };
}

/** Puts in place of a learner's record what folding the whole log gave. The learner's lock must be held. */
export async function replaceRecord(tx: Tx, learnerId: string, folded: Folded): Promise<void> {
  await clearFolded(tx, learnerId);
  await saveRecord(tx, learnerId, folded.record, folded.itemTraces);
  await saveLearner(tx, learnerId, folded.learner);
}

/** Folds the whole log, with a change, and puts the result in place. The learner's lock must be held. */
export async function refoldLearner(
  tx: Tx,
  learnerId: string,
  learner: LearnerRow,
  change: LogChange = NO_CHANGE,
): Promise<Folded> {
  const folded = await foldStored(tx, learnerId, learner, change);
  await replaceRecord(tx, learnerId, folded);
  return folded;
}
