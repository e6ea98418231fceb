import { buildLexicon, LANGUAGES, type Language, type Lexicon } from "@fluentfusion/core";
import type { Database } from "@fluentfusion/db";
import { joined } from "../../shared/joined.ts";
import { lruOf } from "../../shared/lru.ts";
import { countLookup } from "../../metrics/counters.ts";
import type { LaggingReads } from "../../shared/lagging-reads.ts";
import type { Cache } from "../../cache/cache.ts";
import {
  type CatalogueLesson,
  findCatalogueVersion,
  findLessonOfExercise,
  findLessonRevision,
  listAlsoAccepted,
  type LessonRevision,
  listItemForms,
  listPublishedLessons,
  type StoredExercise,
} from "./lessons.queries.ts";

/** What is published, read once and kept until it changes. */
export interface Catalogue {
  readonly version: number;
  readonly byId: ReadonlyMap<string, CatalogueLesson>;
  readonly lexicon: Lexicon;
  /** Forms that authors have accepted since an exercise was published, by its id. */
  readonly alsoAccepted: ReadonlyMap<string, readonly string[]>;
  /** The course of a language pair, in order. */
  course(target: Language, native: Language): readonly CatalogueLesson[];
}

export interface CatalogueStore {
  /** As it was within the last second; `null` where that has to be asked first: by `current`. */
  known(): Catalogue | null;
  current(): Promise<Catalogue>;
  /** As published. A revision never changes, so it is kept as long as there is room. */
  revision(lessonId: string, revision: number): Promise<LessonRevision | null>;
  /** As it is graded now, with what has been accepted since; `of` is as published. */
  exercise(id: string, revision: number): Promise<{ exercise: StoredExercise; of: LessonRevision } | null>;
}

/** Whoever publishes says so here, and every instance reads the catalogue again. */
export const CATALOGUE_CHANNEL = "catalogue";
/** Without Redis an instance learns of another one's publishing within this time. */
const RECHECK_MS = 1_000;
const REVISIONS_KEPT = 5_000;
const EXERCISES_KEPT = 100_000;

async function loadCatalogue(db: Database["db"], version: number): Promise<Catalogue> {
  const [lessons, forms, later] = await Promise.all([
    listPublishedLessons(db),
    listItemForms(db),
    listAlsoAccepted(db),
  ]);
  const courses = new Map<string, CatalogueLesson[]>();
  for (const lesson of lessons) {
    const pair = `${lesson.targetLanguage}/${lesson.nativeLanguage}`;
    const course = courses.get(pair);
    if (course === undefined) courses.set(pair, [lesson]);
    else course.push(lesson);
  }
  const lexicon = buildLexicon(
    forms.flatMap(({ id, accepted }) =>
      LANGUAGES.flatMap((language) => accepted[language].map((text) => ({ language, text, itemId: id }))),
    ),
  );
  return {
    version,
    byId: new Map(lessons.map((lesson) => [lesson.id, lesson])),
    lexicon,
    alsoAccepted: new Map(later.map(({ exerciseId, forms: accepted }) => [exerciseId, accepted])),
    course: (target, native) => courses.get(`${target}/${native}`) ?? [],
  };
}

/** An exercise as it is graded now, with what has been accepted since it was published. */
export function asGraded(exercise: StoredExercise, { alsoAccepted }: Catalogue): StoredExercise {
  const also = alsoAccepted.get(exercise.id);
  const { key } = exercise;
  return also !== undefined && "accepted" in key
    ? { ...exercise, key: { ...key, accepted: [...new Set([...key.accepted, ...also])] } }
    : exercise;
}

/**
 * Keeps the catalogue in memory and up to date. While the database is away, the last one goes on being served.
 *
 * @param lagging finds what never changes once it is published
 */
export async function createCatalogueStore(
  db: Database["db"],
  cache: Cache,
  clock: () => number,
  lagging: Pick<LaggingReads, "find"> = { find: (work) => work(db) },
): Promise<CatalogueStore> {
  let loaded: Catalogue | null = null;
  let checkedAt = Number.NEGATIVE_INFINITY;
  let checking: Promise<Catalogue> | null = null;
  const revisions = lruOf<LessonRevision>(REVISIONS_KEPT);
  const lessonOfExercise = lruOf<string>(EXERCISES_KEPT);
  const revisionOnce = joined<LessonRevision | null>();
  const lessonOnce = joined<string | null>();

  await cache.subscribe(CATALOGUE_CHANNEL, () => {
    checkedAt = Number.NEGATIVE_INFINITY;
  });

  const check = async (): Promise<Catalogue> => {
    const startedAt = clock();
    try {
      const version = await findCatalogueVersion(db);
      if (loaded === null || loaded.version !== version) loaded = await loadCatalogue(db, version);
      checkedAt = startedAt;
      return loaded;
    } catch (error) {
      if (loaded !== null) return loaded;
      throw error;
    } finally {
      checking = null;
    }
  };

  const revision: CatalogueStore["revision"] = async (lessonId, number) => {
    const key = `${lessonId}@${number}`;
    const kept = revisions.get(key);
    countLookup("lesson revisions", kept !== undefined);
    if (kept !== undefined) return kept;
    const found = await revisionOnce(key, () =>
      lagging.find((from) => findLessonRevision(from, lessonId, number)),
    );
    if (found !== null) revisions.set(key, found);
    return found;
  };

  const known = () => (clock() - checkedAt < RECHECK_MS ? loaded : null);
  const current = async () => known() ?? (checking ??= check());

  return {
    known,
    current,
    revision,
    async exercise(id, number) {
      const key = `${id}@${number}`;
      const lessonId =
        lessonOfExercise.get(key) ??
        (await lessonOnce(key, () => lagging.find((from) => findLessonOfExercise(from, id, number))));
      if (lessonId === null) return null;
      lessonOfExercise.set(key, lessonId);
      const of = await revision(lessonId, number);
      const exercise = of?.exercises.find((candidate) => candidate.id === id);
      if (of === null || exercise === undefined) return null;
      return { exercise: asGraded(exercise, await current()), of };
    },
  };
}
