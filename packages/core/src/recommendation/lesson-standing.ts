import type { CatalogueIndex } from "../catalogue/catalogue-index.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LearnerState } from "../learner-model/index.ts";
import { CATEGORIES, type Category } from "../vocabulary.ts";
import { practiceGain } from "../planning/gain.ts";
import type { Horizon } from "../planning/horizon.ts";
import type { MemoryEstimate } from "../planning/recall-curve.ts";
import type { RecommendOptions } from "./options.ts";

/** Where a learner stands in each lesson, by its position in the catalogue. */
export interface Standing {
  /** Items met, items right at least once, and the gain of practising the met ones again. */
  readonly met: Float64Array;
  readonly right: Float64Array;
  readonly metGain: Float64Array;
  readonly done: Uint8Array;
  readonly begun: Uint8Array;
  readonly situations: Readonly<Record<Category, SituationStanding>>;
}

/** Items of a situation by how their last answer was. */
export interface SituationStanding {
  answers: number;
  right: number;
  lastAt: number;
}

interface StandingContext {
  readonly memory: MemoryEstimate;
  readonly horizon: Horizon;
  readonly options: RecommendOptions;
}

export function standingOf(
  learner: LearnerState,
  catalogue: Catalogue,
  index: CatalogueIndex,
  { memory, horizon, options }: StandingContext,
): Standing {
  const count = catalogue.lessons.length;
  const standing: Standing = {
    met: new Float64Array(count),
    right: new Float64Array(count),
    metGain: new Float64Array(count),
    done: new Uint8Array(count),
    begun: new Uint8Array(count),
    situations: Object.fromEntries(
      CATEGORIES.map((category) => [category, { answers: 0, right: 0, lastAt: -Infinity }]),
    ) as Record<Category, SituationStanding>,
  };
  const { met, right, metGain, done, begun, situations } = standing;
  for (const [id, trace] of learner.items.entries()) {
    const positions = index.lessonsOf.get(id);
    if (positions === undefined) continue;
    const gain = practiceGain(memory, trace, horizon);
    for (const position of positions) {
      met[position] = (met[position] ?? 0) + 1;
      right[position] = (right[position] ?? 0) + (trace.rights > 0 ? 1 : 0);
      metGain[position] = (metGain[position] ?? 0) + gain;
      const category = CATEGORIES[index.categories[position] ?? 0];
      if (category === undefined || trace.attempts === 0) continue;
      const situation = situations[category];
      situation.answers += 1;
      situation.right += trace.last > 0 ? 1 : 0;
      situation.lastAt = Math.max(situation.lastAt, trace.lastAt);
    }
  }
  if (options.records === undefined) {
    for (let position = 0; position < count; position += 1) {
      const size = index.sizes[position] ?? 0;
      done[position] = size > 0 && (right[position] ?? 0) >= size ? 1 : 0;
      begun[position] = (met[position] ?? 0) > 0 ? 1 : 0;
    }
  } else {
    for (const record of options.records) {
      const position = index.positions.get(record.lessonId);
      if (position === undefined) continue;
      begun[position] = 1;
      if (record.completedAt !== null) done[position] = 1;
    }
  }
  return standing;
}
