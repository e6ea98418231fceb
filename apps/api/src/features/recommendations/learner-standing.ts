import { hash } from "node:crypto";
import {
  CATEGORIES,
  type Category,
  lessonScore,
  type Goal,
  ITEM_PACKING,
  type LearnerState,
  type LessonRecord,
  type Model,
  placementResult,
  progressIn,
  type RecommendOptions,
  withPlacement,
} from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import type { CatalogueLesson } from "../lessons/lessons.queries.ts";
import { unpackLearner } from "../models/learner-traces.ts";
import { findModel, type ModelRef } from "../models/models.queries.ts";
import { engineCatalogue, type EngineCatalogue } from "./engine-catalogue.ts";
import { readStanding, type SettingsRow, type StandingRow } from "./recommendations.queries.ts";

/** Where a learner stands, and what there is for them to learn. */
export interface Standing {
  readonly row: StandingRow;
  readonly course: readonly CatalogueLesson[];
  /** All that is published, this course and others. */
  readonly byId: ReadonlyMap<string, CatalogueLesson>;
  readonly records: readonly LessonRecord[];
  readonly dismissed: readonly string[];
  /** Lessons that the learner asked for and has not done since, with what that adds to their scores. */
  readonly wishes: Readonly<Record<string, number>>;
  /** What chance is drawn by. */
  readonly draw: number;
  /** Null where no model is published. */
  readonly engine: Engine | null;
}

/** All that core's decisions take. */
export interface Engine {
  readonly model: Model;
  readonly version: number;
  readonly evidence: ModelRef["evidence"];
  readonly learner: LearnerState;
  readonly catalogue: EngineCatalogue;
  readonly options: Omit<RecommendOptions, "limit">;
}

function recordsOf(
  { lessons, reports }: StandingRow,
  byId: ReadonlyMap<string, CatalogueLesson>,
): LessonRecord[] {
  const graded = (lessons ?? []).map((state) => ({
    lessonId: state.lessonId,
    score: lessonScore(progressIn(state, byId.get(state.lessonId)?.exerciseSince ?? state.exerciseSince)),
    completedAt: state.completedAt,
    lastAt: state.lastAt,
  }));
  const known = new Set(graded.map(({ lessonId }) => lessonId));
  const reported = (reports ?? [])
    .filter(({ lessonId }) => !known.has(lessonId))
    .map(({ lessonId, score, complete, at }) => ({
      lessonId,
      score,
      completedAt: complete ? at : null,
      lastAt: at,
    }));
  return [...graded, ...reported];
}

/** Wishes for lessons of the learner's course; one is granted once its lesson has been done after it. */
function openWishes(
  { wishes }: StandingRow,
  { targetLanguage, nativeLanguage }: Pick<CatalogueLesson, "targetLanguage" | "nativeLanguage">,
  { byId, records }: Pick<Standing, "byId" | "records">,
): Record<string, number> {
  if (wishes === null) return {};
  const recordOf = new Map(records.map((record) => [record.lessonId, record]));
  const open = wishes.filter(({ lessonId, at }) => {
    const lesson = byId.get(lessonId);
    if (lesson?.targetLanguage !== targetLanguage || lesson.nativeLanguage !== nativeLanguage) return false;
    const record = recordOf.get(lessonId);
    return record === undefined || record.completedAt === null || record.lastAt < at;
  });
  return Object.fromEntries(open.map(({ lessonId, weight }) => [lessonId, weight]));
}

const isCategory = (text: string): text is Category => CATEGORIES.some((category) => category === text);

/** The day of arrival, from its beginning on. */
export function goalOf(settings: Pick<SettingsRow, "arrival_on" | "situations"> | null): Goal | null {
  if (settings === null || settings.arrival_on === null) return null;
  return {
    at: Date.parse(`${settings.arrival_on}T00:00:00Z`) / 1_000,
    categories: settings.situations.filter(isCategory),
  };
}

function itemsOf({ itemIds, itemTraces }: StandingRow): [string, Uint8Array][] {
  const { bytes } = ITEM_PACKING;
  return (itemIds ?? []).flatMap((id, index): [string, Uint8Array][] => {
    const packed = itemTraces?.subarray(index * bytes, (index + 1) * bytes);
    return packed === undefined ? [] : [[id, packed]];
  });
}

/**
 * What chance is drawn by: the same on a day for as long as the learner does nothing, so that a page that is loaded again
 * shows the same, and another as soon as they do.
 */
function drawOf(learnerId: string, { lastSeq, settings, wishes }: StandingRow, now: Date): number {
  const day = now.toISOString().slice(0, 10);
  const text = JSON.stringify([learnerId, day, lastSeq, settings, wishes]);
  return hash("sha256", text, "buffer").readInt32LE(0);
}

/** Reads it in one statement; the catalogue and the model are held in memory. */
export async function findStanding({ deps, actor }: ActorContext): Promise<Standing> {
  const [row, published] = await Promise.all([
    readStanding(deps.db, actor, deps.now()),
    deps.catalogue.current(),
  ]);
  const course = published.course(actor.targetLanguage, actor.nativeLanguage);
  const { byId } = published;
  const records = recordsOf(row, byId);
  const dismissed = row.settings?.dismissed ?? [];
  const draw = drawOf(actor.userId, row, deps.now());
  const wishes = openWishes(row, actor, { byId, records });
  const standing = { row, course, byId, records, dismissed, wishes, draw };
  if (row.model === null) return { ...standing, engine: null };
  const { placement } = row;
  const learner = unpackLearner(row, itemsOf(row));
  const engine = {
    model: await findModel(deps.db, row.model.id),
    version: row.model.version,
    evidence: row.model.evidence,
    learner: placement === null ? learner : withPlacement(learner, placement),
    catalogue: engineCatalogue(course),
    options: {
      at: deps.now().getTime() / 1_000,
      goal: goalOf(row.settings),
      // A finished lesson that was asked for is open again.
      records: records.map((one) => (one.lessonId in wishes ? { ...one, completedAt: null } : one)),
      wishes,
      userType: actor.userType,
      dismissed,
      ...(placement !== null && { placed: placementResult(placement).difficulty }),
      seed: draw,
    },
  };
  return { ...standing, engine };
}
