import {
  EMPTY_RECORD,
  foldLog,
  type LearnerLog,
  type LearnerRecord,
  type Model,
  type Outcome,
  precedes,
} from "@fluentfusion/core";
import type { Database } from "@fluentfusion/db";
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
import { type Beside, NOTHING_BESIDE, toRecordRows } from "./record-rows.ts";
import { clearFolded, findItems, type LearnerRow, type Tx } from "./record.queries.ts";
import { type Opened, storeRecord } from "./records.queries.ts";

type Db = Database["db"];

export interface Folded {
  readonly learner: LearnerRow;
  /** Of the whole log, or of what the newest entries touch. */
  readonly record: LearnerRecord;
  readonly isWhole: boolean;
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

/** The published model, or `null` where none is. */
export async function modelOf(db: Db | Tx, { model }: LearnerRow): Promise<Model | null> {
  return model === null ? null : findModel(db, model.id);
}

/** What the published model makes of the answers, after what the stored traces hold. */
function observeIn(
  { learner, itemTraces }: Pick<Folded, "learner" | "itemTraces">,
  model: Model | null,
  attempts: LearnerLog["attempts"],
): Pick<Folded, "itemTraces"> & Pick<LearnerRow, "traces"> {
  if (learner.model === null || model === null) return { itemTraces: new Map(), traces: NO_TRACES };
  const before = unpackLearner(learner.traces, itemTraces);
  const after = observeAttempts(model, before, attempts);
  const ids = new Set(attempts.flatMap(({ itemId }) => itemId ?? []));
  return { itemTraces: packItems(after, ids), traces: packLearner(after, learner.model.version) };
}

/** Where the fold stands after a log. */
function lastPlace({ attempts, freezes }: LearnerLog, before: LearnerRow["place"]): LearnerRow["place"] {
  let last = before;
  for (const { at, id } of [...attempts, ...freezes]) {
    if (last === null || precedes(last, { at, id })) last = { at, id };
  }
  return last;
}

/** Whether entries come after all that is folded, by the model that is published: then they touch few rows. */
function comeLast({ place, traces, model }: LearnerRow, { attempts, freezes }: LearnerLog): boolean {
  if (place === null) return true;
  if (traces.modelVersion !== (model?.version ?? 0)) return false;
  return [...attempts, ...freezes].every((entry) => precedes(place, entry));
}

const only = <Value>(ids: ReadonlySet<string | null>, all: ReadonlyMap<string, Value>) =>
  new Map([...all].filter(([id]) => ids.has(id)));

/**
 * Adds entries to what is stored of a learner.
 *
 * @param opened what the entries touch; the learner's `lastSeq` counts them already
 * @param model the learner's own
 * @returns `null` where something is late, or was observed by another model: then the whole log has to be folded again
 */
export function foldOnto(
  { learner, items, lessons }: Pick<Opened, "learner" | "items" | "lessons">,
  model: Model | null,
  added: LearnerLog,
): Folded | null {
  if (!comeLast(learner, added)) return null;
  const { attempts } = added;
  // What was read for an answer that turned out to be a repeat is no part of what is to be stored.
  const before = {
    ...EMPTY_RECORD,
    totals: learner.totals,
    lessons: only(new Set(attempts.map(({ lessonId }) => lessonId)), lessons),
    items: only(new Set(attempts.map(({ itemId }) => itemId)), items.memories),
  };
  const record = foldLog(before, added);
  const { itemTraces, traces } = observeIn({ learner, itemTraces: items.traces }, model, attempts);
  const place = lastPlace(added, learner.place);
  return {
    learner: { ...learner, place, totals: record.totals, traces },
    record,
    isWhole: false,
    itemTraces,
  };
}

/**
 * Adds entries to a learner's record, in a number of statements that does not depend on how many there are; when
 * something is late, the whole log is folded again with it. Writes nothing. The learner's lock must be held.
 */
export async function foldIn(
  tx: Tx,
  learnerId: string,
  learner: LearnerRow,
  added: LearnerLog,
): Promise<Folded> {
  if (!comeLast(learner, added)) return foldStored(tx, learnerId, learner, { ...NO_CHANGE, ...added });
  const { attempts } = added;
  const items = await findItems(tx, learnerId, [...new Set(attempts.flatMap(({ itemId }) => itemId ?? []))]);
  const lessonIds = [...new Set(attempts.map(({ lessonId }) => lessonId))];
  const lessons = await findLessonStates(tx, learnerId, lessonIds);
  const folded = foldOnto({ learner, items, lessons }, await modelOf(tx, learner), added);
  if (folded === null) throw new Error("what comes last can be added");
  return folded;
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
  const unobserved = { learner: { ...learner, traces: NO_TRACES }, itemTraces: new Map() };
  const { itemTraces, traces } = observeIn(unobserved, await modelOf(tx, learner), log.attempts);
  const folded = { ...learner, place: lastPlace(log, null), totals: record.totals, traces };
  return { learner: folded, record, isWhole: true, itemTraces };
}

/**
 * Stores what folding gave, and what belongs to it: in place of what is stored, or beside it where only the newest
 * entries were folded. The learner's lock must be held.
 */
export async function saveFolded(
  tx: Tx,
  learnerId: string,
  folded: Folded,
  beside: Beside = NOTHING_BESIDE,
): Promise<void> {
  if (folded.isWhole) await clearFolded(tx, learnerId);
  await storeRecord(tx, toRecordRows(learnerId, folded, beside));
}

/** Folds the whole log, with a change, and puts the result in place. The learner's lock must be held. */
export async function refoldLearner(
  tx: Tx,
  learnerId: string,
  learner: LearnerRow,
  change: LogChange = NO_CHANGE,
): Promise<Folded> {
  const folded = await foldStored(tx, learnerId, learner, change);
  await saveFolded(tx, learnerId, folded);
  return folded;
}
