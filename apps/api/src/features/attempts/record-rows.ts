import { schema, toJsonRow } from "@fluentfusion/db";
import type { SittingRow } from "../sittings/sittings.queries.ts";
import type { NewAttempt } from "./attempts.queries.ts";
import type { Folded } from "./fold-learner.ts";

const {
  attempts,
  itemStates,
  learnerBadges,
  learnerStates,
  lessonProgress,
  sittings,
  streakDays,
  xpEntries,
} = schema;

type Rows = readonly Record<string, unknown>[];

/** What is stored of one learner at once: the argument of the database's function `store_record`. */
export interface RecordRows {
  readonly seen: string | null;
  readonly state: Record<string, unknown>;
  readonly attempts: Rows;
  readonly lessons: Rows;
  readonly items: Rows;
  readonly xp: Rows;
  readonly badges: Rows;
  readonly days: Rows;
  readonly sittings: Rows;
}

/** What is stored beside a record: the answers that made it, and the sittings in which they were given. */
export interface Beside {
  readonly attempts: readonly NewAttempt[];
  readonly sittings: readonly SittingRow[];
}

export const NOTHING_BESIDE: Beside = { attempts: [], sittings: [] };

/** A folded record as rows. */
export function toRecordRows(learnerId: string, folded: Folded, beside: Beside): RecordRows {
  const { learner, record, itemTraces } = folded;
  const { lastSeq, place, totals, traces } = learner;
  return {
    seen: learner.seen,
    state: toJsonRow(learnerStates, {
      learnerId,
      lastSeq,
      foldedAt: place === null ? null : new Date(place.at),
      foldedId: place?.id ?? null,
      state: totals,
      trace: traces.trace,
      skillTraces: traces.skillTraces,
      modelVersion: traces.modelVersion,
    }),
    attempts: beside.attempts.map((row) => toJsonRow(attempts, row)),
    lessons: [...record.lessons].map(
      ([lessonId, { startedAt, lastAt, completedAt, exerciseSince, ...state }]) =>
        toJsonRow(lessonProgress, {
          ...state,
          learnerId,
          lessonId,
          startedAt: new Date(startedAt),
          lastAt: new Date(lastAt),
          completedAt: completedAt === null ? null : new Date(completedAt),
          exerciseSince: [...exerciseSince],
        }),
    ),
    items: [...record.items].map(([itemId, { lastAt, dueAt, ...memory }]) =>
      toJsonRow(itemStates, {
        ...memory,
        learnerId,
        itemId,
        lastAt: new Date(lastAt),
        dueAt: new Date(dueAt),
        trace: itemTraces.get(itemId) ?? null,
      }),
    ),
    xp: record.earnings.flatMap(({ attemptId, at, day, xp }) =>
      xp.map(({ key, amount }) =>
        toJsonRow(xpEntries, { learnerId, key, amount, attemptId, at: new Date(at), localDay: day }),
      ),
    ),
    badges: record.earnings.flatMap(({ attemptId, at, badges }) =>
      badges.map((badgeId) =>
        toJsonRow(learnerBadges, { learnerId, badgeId, attemptId, earnedAt: new Date(at) }),
      ),
    ),
    days: [...record.days].map(([day, sums]) => toJsonRow(streakDays, { ...sums, learnerId, day })),
    sittings: beside.sittings.map((row) =>
      toJsonRow(sittings, { ...row, badgesEarned: [...row.badgesEarned] }),
    ),
  };
}
