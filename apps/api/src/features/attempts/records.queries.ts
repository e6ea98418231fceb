import type { LessonProgressState } from "@fluentfusion/core";
import { type Database, fromJsonRow, schema } from "@fluentfusion/db";
import { sql } from "drizzle-orm";
import type { ModelRef } from "../models/models.queries.ts";
import type { SittingRow } from "../sittings/sittings.queries.ts";
import type { StoredAttempt } from "./attempts.queries.ts";
import { toLessonState } from "./lesson-states.queries.ts";
import type { RecordRows } from "./record-rows.ts";
import {
  type LearnerRow,
  newLearner,
  type StoredItems,
  toItems,
  toLearnerRow,
  type Tx,
} from "./record.queries.ts";

type Db = Database["db"];

const { itemStates, learnerStates, lessonProgress, sittings } = schema;

/** What some answers of one learner rest on, by id. */
export interface Asked {
  readonly learner: string;
  readonly attempts: readonly string[];
  readonly items: readonly string[];
  readonly lessons: readonly string[];
  readonly sittings: readonly string[];
}

/** That, as it is stored; answers that are sent again among it. */
export interface Opened {
  readonly attempts: readonly StoredAttempt[];
  readonly learner: LearnerRow;
  readonly items: StoredItems;
  readonly lessons: ReadonlyMap<string, LessonProgressState>;
  readonly sittings: ReadonlyMap<string, SittingRow>;
}

interface Read {
  readonly seen: string | null;
  readonly state: unknown;
  readonly model: ModelRef | null;
  readonly attempts: readonly StoredAttempt[] | null;
  readonly items: readonly unknown[] | null;
  readonly lessons: readonly unknown[] | null;
  readonly sittings: readonly unknown[] | null;
}

function toOpened({ seen, state, model, ...rows }: Read): Opened {
  const lessons = (rows.lessons ?? []).map((json) => fromJsonRow(lessonProgress, json));
  const ofSittings = (rows.sittings ?? []).map((json) => fromJsonRow(sittings, json) as SittingRow);
  return {
    attempts: rows.attempts ?? [],
    learner: seen === null ? newLearner(model) : toLearnerRow(fromJsonRow(learnerStates, state), seen, model),
    items: toItems((rows.items ?? []).map((json) => fromJsonRow(itemStates, json))),
    lessons: new Map(lessons.map((row) => [row.lessonId, toLessonState(row)])),
    sittings: new Map(ofSittings.map((row) => [row.id, row])),
  };
}

/**
 * Reads what answers of several learners rest on, in one statement and without a lock, each row under the learner who asked.
 *
 * @returns for each one that was asked, in order
 */
export async function readRecords({ $client }: Db, asked: readonly Asked[]): Promise<Opened[]> {
  const rows = await $client.unsafe<{ read: Read }[]>("select read_records($1::text::jsonb) as read", [
    JSON.stringify(asked),
  ]);
  return rows.map(({ read }) => toOpened(read));
}

/**
 * Stores the records of several learners in one statement: of each whose record was made of what is stored, whose answers are
 * new, and of whose rows none names another learner.
 *
 * @returns the places of those that were not stored; the others are
 * @throws a database error when one of them cannot be stored: then none is
 */
export async function storeRecords({ $client }: Db, records: readonly RecordRows[]): Promise<Set<number>> {
  const rows = await $client.unsafe<{ place: number }[]>("select store_records($1::text::json) as place", [
    JSON.stringify(records),
  ]);
  return new Set(rows.map(({ place }) => place));
}

/** SQLSTATE of `store_record` for ids of answers that somebody has used. */
export const IDS_TAKEN = "FF002";

/**
 * The same for one learner as part of a transaction, under their lock.
 *
 * @throws a database error; its code is IDS_TAKEN, and its detail the ids, when an id is somebody else's
 */
export async function storeRecord(tx: Tx, record: RecordRows): Promise<void> {
  await tx.execute(sql`select store_record(${JSON.stringify(record)}::text::jsonb)`);
}
