import {
  EMPTY_RECORD,
  foldLog,
  type LearnerLog,
  type LearnerRecord,
  type Outcome,
  precedes,
} from "@fluentfusion/core";
import { readLog } from "./attempts.queries.ts";
import {
  clearFolded,
  findLessonStates,
  findMemories,
  type LearnerRow,
  saveLearner,
  saveRecord,
  type Tx,
} from "./record.queries.ts";

export interface Folded {
  readonly learner: LearnerRow;
  /** Of the whole log, or of what the newest entries touch. */
  readonly record: LearnerRecord;
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
  const isNewest = [...added.attempts, ...added.freezes].every(
    (entry) => place === null || precedes(place, entry),
  );
  if (!isNewest) return refoldLearner(tx, learnerId, learner, { ...NO_CHANGE, ...added });
  const { attempts } = added;
  const itemIds = new Set(attempts.flatMap(({ itemId }) => itemId ?? []));
  const before = {
    ...EMPTY_RECORD,
    totals: learner.totals,
    lessons: await findLessonStates(tx, learnerId, [...new Set(attempts.map(({ lessonId }) => lessonId))]),
    items: await findMemories(tx, learnerId, [...itemIds]),
  };
  const record = foldLog(before, added);
  const after = { ...learner, place: lastPlace(added, place), totals: record.totals };
  await saveRecord(tx, learnerId, record);
  await saveLearner(tx, learnerId, after);
  return { learner: after, record };
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
  return { learner: { ...learner, place: lastPlace(log, null), totals: record.totals }, record };
}

/** Puts in place of a learner's record what the whole log says. The learner's lock must be held. */
export async function refoldLearner(
  tx: Tx,
  learnerId: string,
  learner: LearnerRow,
  change: LogChange = NO_CHANGE,
): Promise<Folded> {
  const folded = await foldStored(tx, learnerId, learner, change);
  await clearFolded(tx, learnerId);
  await saveRecord(tx, learnerId, folded.record);
  await saveLearner(tx, learnerId, folded.learner);
  return folded;
}
