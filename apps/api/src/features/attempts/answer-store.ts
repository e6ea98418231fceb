import { asLearner, type Database, isRefusal } from "@fluentfusion/db";
import { answersWaiting } from "../../metrics/counters.ts";
import { type Batch, groupWork } from "../../shared/group-work.ts";
import { detailOf } from "../../shared/classify-error.ts";
import type { LiveLog } from "../events/live-log.ts";
import { lockSittings } from "../sittings/sitting-progress.ts";
import { findAttempts } from "./attempts.queries.ts";
import { foldIn, foldOnto, modelOf, saveFolded } from "./fold-learner.ts";
import type { Graded } from "./grade-submission.ts";
import { type RecordRows, toRecordRows } from "./record-rows.ts";
import { lockLearner, type Tx } from "./record.queries.ts";
import { type Asked, IDS_TAKEN, type Opened, readRecords, storeRecords } from "./records.queries.ts";
import { type Results, settle, sortOut } from "./settle-answers.ts";

type Db = Database["db"];

export interface AnswerStore {
  /**
   * Stores graded answers of one learner and folds them into the record. Resolves after the commit. Answers of other
   * learners that come at the same time are committed with them, and none fails for another one's sake.
   */
  store(learnerId: string, graded: readonly Graded[]): Promise<Results>;
}

function askedBy({ key, items }: Batch<Graded>): Asked {
  return {
    learner: key,
    attempts: [...new Set(items.map(({ input }) => input.id))],
    items: [...new Set(items.flatMap(({ exercise }) => exercise.itemId ?? []))],
    lessons: [...new Set(items.map(({ exercise }) => exercise.lessonId))],
    sittings: [...new Set(items.flatMap(({ input }) => input.sittingId ?? []))],
  };
}

interface Folding {
  readonly key: string;
  readonly results: Results;
  /** Null where all were sent before. */
  readonly rows: RecordRows | null;
}

/** What the answers of one learner do, or `null` where it takes more to say than was read. */
async function foldOne(db: Db, { key, items }: Batch<Graded>, opened: Opened): Promise<Folding | null> {
  const sorted = sortOut(items, opened.attempts, opened.sittings, key);
  const { fresh } = sorted;
  if (fresh.length + opened.attempts.length < new Set(items.map(({ input }) => input.id)).size) return null;
  if (fresh.length === 0) return { key, results: sorted.results, rows: null };
  const learner = { ...opened.learner, lastSeq: opened.learner.lastSeq + fresh.length };
  const attempts = fresh.map(({ attempt }) => attempt);
  const folded = foldOnto({ ...opened, learner }, await modelOf(db, learner), { attempts, freezes: [] });
  if (folded === null) return null;
  const { results, beside } = settle(items, sorted, key, folded);
  return { key, results, rows: toRecordRows(key, folded, beside) };
}

/**
 * Two statements for all of them: one reads what the answers rest on, one stores what came of it where nothing has
 * changed meanwhile. An answer that is sent again is answered by what was read. Who uses an id of somebody else's, is late, or meets
 * another change of the record is left out.
 */
async function storeTogether(db: Db, group: readonly Batch<Graded>[]): Promise<ReadonlyMap<string, Results>> {
  const opened = await readRecords(db, group.map(askedBy));
  const foldings: Folding[] = [];
  const ids = new Set<string>();
  for (const [index, batch] of group.entries()) {
    const own = batch.items.map(({ input }) => input.id);
    if (own.some((id) => ids.has(id))) continue;
    for (const id of own) ids.add(id);
    const found = opened[index];
    // What cannot be folded fails by itself.
    const folding = found === undefined ? null : await foldOne(db, batch, found).catch(() => null);
    if (folding !== null) foldings.push(folding);
  }
  const resultsOf = (some: readonly Folding[]) => new Map(some.map(({ key, results }) => [key, results]));
  const repeats = foldings.filter(({ rows }) => rows === null);
  const news = foldings.filter(({ rows }) => rows !== null);
  if (news.length === 0) return resultsOf(repeats);
  try {
    const left = await storeRecords(
      db,
      news.flatMap(({ rows }) => rows ?? []),
    );
    return resultsOf([...repeats, ...news.filter((_, place) => !left.has(place))]);
  } catch (error) {
    // Then nothing is stored, for the sake of one of them; where it is not known whether, all of them have failed.
    if (isRefusal(error)) return resultsOf(repeats);
    throw error;
  }
}

/** Stores answers of one learner under the learner's lock, whatever they are. */
async function storeLocked(tx: Tx, learnerId: string, all: readonly Graded[]): Promise<Results> {
  const learner = await lockLearner(tx, learnerId);
  const ids = new Set(all.map(({ input }) => input.id));
  const sittingIds = new Set(all.flatMap(({ input }) => input.sittingId ?? []));
  const stored = await findAttempts(tx, [...ids]);
  const sorted = sortOut(all, stored, await lockSittings(tx, learnerId, [...sittingIds]), learnerId);
  const { fresh } = sorted;
  if (fresh.length === 0) return sorted.results;
  const counted = { ...learner, lastSeq: learner.lastSeq + fresh.length };
  const attempts = fresh.map(({ attempt }) => attempt);
  const folded = await foldIn(tx, learnerId, counted, { attempts, freezes: [] });
  const { results, beside } = settle(all, sorted, learnerId, folded);
  await saveFolded(tx, learnerId, folded, beside);
  return results;
}

/** The same, done without the ids that turn out to be somebody else's, of which the results say nothing. */
async function storeAlone(db: Db, { key, items }: Batch<Graded>): Promise<Results> {
  const walled = asLearner(db, key);
  const taken = new Set<string>();
  for (;;) {
    const own = items.filter(({ input }) => !taken.has(input.id));
    if (own.length === 0) return new Map();
    try {
      return await walled.transaction((tx) => storeLocked(tx, key, own));
    } catch (error) {
      const ids = detailOf(error, IDS_TAKEN);
      if (ids === null) throw error;
      for (const id of ids.split(" ")) taken.add(id);
    }
  }
}

export function createAnswerStore({ db, liveLog }: { db: Db; liveLog: LiveLog }): AnswerStore {
  const store = groupWork<Graded, Results>({
    together: (group) => storeTogether(db, group),
    alone: (batch) => storeAlone(db, batch),
    onWaiting: (change) => answersWaiting.inc(change),
  });
  return {
    async store(learnerId, graded) {
      const results = await store(learnerId, graded);
      void liveLog.tell(learnerId);
      return results;
    },
  };
}
