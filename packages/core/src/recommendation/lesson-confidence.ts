import { indexCatalogue, queryOf } from "../catalogue/catalogue-index.ts";
import type { Catalogue, CourseLesson } from "../catalogue/catalogue.ts";
import { predict, type LearnerState, type Model } from "../learner-model/index.ts";
import { passProbability, type PassEstimate } from "./pass-probability.ts";

/** Doubt about a learner that no number of answers removes: days differ. Logits. */
const DOUBT_OF_THE_DAY = 0.3;

/**
 * How likely a learner passes a lesson now, whichever policy put it on a list.
 *
 * @param at epoch seconds
 */
export function lessonConfidence(
  model: Model,
  learner: LearnerState,
  catalogue: Catalogue,
  { lesson, at }: { readonly lesson: CourseLesson; readonly at: number },
): PassEstimate {
  const { items } = indexCatalogue(model, catalogue);
  const chances = lesson.items.flatMap((id) => {
    const item = items.get(id);
    return item === undefined ? [] : [predict(model, learner, queryOf(item, at))];
  });
  const { ability, priorKnowledge } = learner.learner;
  const prior = model.scales.priorKnowledge ** 2 * priorKnowledge.variance;
  const doubt = Math.sqrt(ability.variance + prior + DOUBT_OF_THE_DAY ** 2);
  return passProbability(chances, doubt);
}
