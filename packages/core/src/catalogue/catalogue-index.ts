import { emptyLearner, predict, type Model } from "../learner-model/index.ts";
import { CATEGORIES, type Category, type Difficulty } from "../vocabulary.ts";
import type { Catalogue, PracticeItem } from "./catalogue.ts";
import { logit } from "../logit.ts";

/** What is the same for every learner, worked out once for a catalogue and a model. */
export interface CatalogueIndex {
  readonly items: ReadonlyMap<string, PracticeItem>;
  /** Position in `catalogue.lessons` by lesson id. */
  readonly positions: ReadonlyMap<string, number>;
  /** Positions in `catalogue.lessons` of the lessons that teach an item. */
  readonly lessonsOf: ReadonlyMap<string, readonly number[]>;
  /** Positions of the prerequisites of the lesson at a position, itself left out. */
  readonly prerequisites: readonly (readonly number[])[];
  /** Items that no lesson teaches. */
  readonly loose: readonly string[];
  /** By position: logit of a right answer by a learner of whom nothing is known, averaged over the lesson's items. */
  readonly ease: Float64Array;
  /** By position: place of the lesson's situation in `CATEGORIES`, and its minutes, never less than half of one. */
  readonly categories: Uint8Array;
  readonly minutes: Float64Array;
  /** By position: how many of the lesson's items exist. */
  readonly sizes: Float64Array;
  /** Logit level at which half of the learners know an item, by what the model knows of it and by its lesson's level. */
  readonly difficulties: ReadonlyMap<string, number>;
  /** A few items of each situation, spread over its lessons, by which a learner is compared with an unknown one. */
  readonly samples: Readonly<Record<Category, readonly PracticeItem[]>>;
  /** Logits of `samples` for a learner of whom nothing is known, averaged. */
  readonly sampleEase: Readonly<Record<Category, number>>;
}

const SAMPLES = 4;

/** How hard an item is that nobody has answered, by the difficulty of its lesson; in answers, what that counts for. */
const LEVELS: Readonly<Record<Difficulty, number>> = { beginner: -0.75, intermediate: 0.75, advanced: 2.25 };
const LEVEL_WEIGHT = 10;

/** No lesson is shorter. */
const LEAST_MINUTES = 0.5;

const indexes = new WeakMap<Model, WeakMap<Catalogue, CatalogueIndex>>();

/** Kept for as long as both objects live. */
export function indexCatalogue(model: Model, catalogue: Catalogue): CatalogueIndex {
  const ofModel = indexes.get(model) ?? new WeakMap<Catalogue, CatalogueIndex>();
  indexes.set(model, ofModel);
  const known = ofModel.get(catalogue);
  if (known !== undefined) return known;
  const made = buildIndex(model, catalogue);
  ofModel.set(catalogue, made);
  return made;
}

function buildIndex(model: Model, catalogue: Catalogue): CatalogueIndex {
  const items = new Map(catalogue.items.map((item) => [item.id, item]));
  const nobody = emptyLearner();
  const eases = new Map(
    catalogue.items.map((item) => [item.id, logit(predict(model, nobody, queryOf(item, null)))]),
  );
  const lessonsOf = new Map<string, number[]>();
  const ease = new Float64Array(catalogue.lessons.length);
  const sizes = new Float64Array(catalogue.lessons.length);
  const categories = Uint8Array.from(catalogue.lessons, ({ category }) =>
    Math.max(0, CATEGORIES.indexOf(category)),
  );
  const minutes = Float64Array.from(catalogue.lessons, ({ minutes }) =>
    minutes > LEAST_MINUTES ? minutes : LEAST_MINUTES,
  );
  const byCategory = new Map<Category, PracticeItem[]>();
  catalogue.lessons.forEach((lesson, position) => {
    for (const id of new Set(lesson.items)) {
      const item = items.get(id);
      if (item === undefined) continue;
      append(lessonsOf, id, position);
      append(byCategory, lesson.category, item);
      ease[position] = (ease[position] ?? 0) + (eases.get(id) ?? 0);
      sizes[position] = (sizes[position] ?? 0) + 1;
    }
    ease[position] = (ease[position] ?? 0) / Math.max(1, sizes[position] ?? 0);
  });
  const samples = byEach((category) => spread(byCategory.get(category) ?? []));
  const sampleEase = byEach((category) => mean(samples[category].map((item) => eases.get(item.id) ?? 0)));
  const positions = new Map(catalogue.lessons.map((lesson, position) => [lesson.id, position]));
  const answers = new Map(model.items.map(([id, , , count]) => [id, count]));
  const difficulties = new Map(
    [...eases].map(([id, logit]) => {
      const lesson = catalogue.lessons[lessonsOf.get(id)?.[0] ?? -1];
      const known = (answers.get(id) ?? 0) / ((answers.get(id) ?? 0) + LEVEL_WEIGHT);
      return [id, known * -logit + (1 - known) * LEVELS[lesson?.difficulty ?? "intermediate"]] as const;
    }),
  );
  const prerequisites = catalogue.lessons.map((lesson) =>
    lesson.prerequisites.flatMap((id) => (id === lesson.id ? [] : (positions.get(id) ?? []))),
  );
  const loose = [...items.keys()].filter((id) => !lessonsOf.has(id));
  return {
    items,
    positions,
    prerequisites,
    categories,
    minutes,
    difficulties,
    loose,
    lessonsOf,
    ease,
    sizes,
    samples,
    sampleEase,
  };
}

/** How an item is asked about at a moment, epoch seconds. */
export function queryOf(item: PracticeItem, at: number | null) {
  return { item: item.id, skills: item.skills, kind: item.kind, at };
}

function spread(items: readonly PracticeItem[]): PracticeItem[] {
  const step = Math.max(1, items.length / SAMPLES);
  return items
    .filter((_, index) => Math.floor(index / step) > Math.floor((index - 1) / step))
    .slice(0, SAMPLES);
}

function byEach<Value>(value: (category: Category) => Value): Record<Category, Value> {
  return Object.fromEntries(CATEGORIES.map((category) => [category, value(category)])) as Record<
    Category,
    Value
  >;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function append<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
