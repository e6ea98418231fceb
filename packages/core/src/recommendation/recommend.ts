import type { Catalogue, CourseLesson } from "../catalogue/catalogue.ts";
import type { LearnerState, Model } from "../learner-model/index.ts";
import type { Probability } from "../units.ts";
import { chooseSlate, type Choice, firstChoices, type FirstChoices } from "./choose-slate.ts";
import { explain } from "./explain.ts";
import type { RecommendOptions } from "./options.ts";
import { lessonConfidence } from "./lesson-confidence.ts";
import type { Recommendation } from "./policy.ts";
import { bestCandidates, rankLessons, type Ranking } from "./rank-lessons.ts";
import type { Reason } from "./reason.ts";
import { reviewBlock, type ReviewBlock } from "./review-block.ts";
import type { Term } from "./terms.ts";

export interface RankedLesson extends Recommendation {
  /** Holds the chance of passing 8 times in 10. */
  readonly interval: readonly [Probability, Probability];
  /** Items recalled at the horizon per minute; the sum of `terms`, exactly. */
  readonly score: number;
  readonly terms: readonly Term[];
  /** All that speaks for it; `reason` is the first. */
  readonly reasons: readonly Reason[];
}

export interface RankedCatalogue {
  /** Best first. */
  readonly lessons: readonly RankedLesson[];
  /** Comes before the lessons when its score is higher than theirs. */
  readonly review: ReviewBlock | null;
  /** What could have come first, to judge other policies by what came of this list. */
  readonly first: FirstChoices;
  /** Ids of the lessons that the list was chosen from, best first. */
  readonly candidates: readonly string[];
}

export const LEARNER_MODEL_POLICY = "learner-model@1";

/** Candidates that diversity and chance choose from. */
const SHORT_LIST = 50;

const MOST_LESSONS = 100;

/** Lessons to do next, and what to review, ranked by the gain in what will be recalled at the horizon per minute. */
export function recommend(
  model: Model,
  learner: LearnerState,
  catalogue: Catalogue,
  options: RecommendOptions,
): RankedCatalogue {
  const { lessons } = catalogue;
  const limit = options.limit > 0 ? Math.min(MOST_LESSONS, options.limit) : 0;
  const ranking = rankLessons(model, learner, catalogue, options);
  const candidates = bestCandidates(ranking, SHORT_LIST + limit);
  const slateOptions = { ...options, limit };
  const slate = chooseSlate(candidates, lessons, slateOptions);
  return {
    lessons: slate.flatMap((choice) => {
      const lesson = lessons[choice.position];
      return lesson === undefined
        ? []
        : [present({ model, learner, catalogue, ranking, options }, lesson, choice)];
    }),
    review: reviewBlock(learner, ranking),
    first: firstChoices(candidates, lessons, slateOptions),
    candidates: candidates.flatMap(({ position }) => lessons[position]?.id ?? []),
  };
}

interface Context {
  readonly model: Model;
  readonly learner: LearnerState;
  readonly catalogue: Catalogue;
  readonly ranking: Ranking;
  readonly options: RecommendOptions;
}

function present(context: Context, lesson: CourseLesson, choice: Choice): RankedLesson {
  const { model, learner, catalogue, ranking } = context;
  const { at } = ranking.horizon;
  const { probability, interval } = lessonConfidence(model, learner, catalogue, { lesson, at });
  const [reason, ...others] = explain(context, lesson, { ...choice, confidence: probability });
  return {
    lessonId: lesson.id,
    reason,
    reasons: [reason, ...others],
    confidence: probability,
    interval,
    propensity: choice.propensity,
    score: choice.score,
    terms: ranking.termsOf(choice.position),
  };
}
