import { USUAL_SCALES, type BeliefScales } from "../belief-scales.ts";
import { answersOf, answersOfSome } from "./answers.ts";
import { chooseScale, isSurelyLess, sum } from "./choose-scale.ts";
import { buildMatrix, standardise, type FeatureMatrix } from "./feature-matrix.ts";
import { fitFacts } from "./fit-facts.ts";
import { fitLinear, linearLogit } from "./fit-linear.ts";
import type { LogRow, LogStore } from "./log-store.ts";
import { lossOfRow } from "./row-loss.ts";

/** What is tried beside ability, in this order; and where all of it is needed. */
const BESIDE_ABILITY = ["item", "priorKnowledge", "skill", "loadings"] as const;
const OF_ALL = ["priorKnowledge"] as const;

/** Learners differ in ability and in nothing else. */
const ABILITY_ALONE: BeliefScales = { priorKnowledge: 0, skill: 0, item: 0, loadings: 0 };

/** Of the linear part that goes with each choice, the better one: the better the rating, the less is left for it. */
const RIDGES = [100, 1_000, 100_000] as const;

/** Fewer do not tell a gain from chance. */
const FEWEST_LEARNERS = 20;

/** Rows that choices are judged by: those of learners from all over the log. */
const MOST_ROWS = 16_000;

/**
 * How far the learners of a log differ by each kind of belief, by how well rating and linear part then foretell learners that
 * they were not fitted on: in ability alone and in what each other kind adds to it, or in all as usual.
 */
export function chooseScales(
  store: LogStore,
  all: readonly (readonly LogRow[])[],
  folds: number,
): BeliefScales {
  const learners = sampleOf(all);
  if (learners.length < FEWEST_LEARNERS) return USUAL_SCALES;
  const answers = answersOf(learners, store.skillSets);
  const factsWithout = Array.from({ length: folds }, (_, fold) =>
    fitFacts(
      store,
      answersOfSome(answers, (learner) => learner % folds !== fold),
      USUAL_SCALES,
    ),
  );
  const lossesBy = (scales: BeliefScales): Float64Array => {
    const matrix = buildMatrix(learners, store.skillSets, (learner) => {
      const { [learner % folds]: facts } = factsWithout;
      return { items: [], skills: [], kinds: [], phases: [], ...facts, scales };
    });
    return lossOfLearners(matrix, learners.length);
  };
  let scales = USUAL_SCALES;
  let losses = lossesBy(scales);
  const byAbility = lossesBy(ABILITY_ALONE);
  const isSimple = isSurelyLess(byAbility, losses);
  if (isSimple) {
    scales = ABILITY_ALONE;
    losses = byAbility;
  }
  for (const kind of isSimple ? BESIDE_ABILITY : OF_ALL) {
    if (kind === "skill" && store.skills.list.length === 0) continue;
    const chosen = chooseScale({ scale: scales[kind], losses }, (scale) =>
      lossesBy({ ...scales, [kind]: scale }),
    );
    scales = { ...scales, [kind]: chosen.scale };
    ({ losses } = chosen);
  }
  return scales;
}

function sampleOf(learners: readonly (readonly LogRow[])[]): (readonly LogRow[])[] {
  const stride = Math.ceil(sum(learners.map((rows) => rows.length)) / MOST_ROWS);
  return learners.filter((_, learner) => learner % stride === 0);
}

/** Each half of the learners is judged by weights of the other. */
function lossOfLearners(matrix: FeatureMatrix, learners: number): Float64Array {
  standardise(matrix);
  const losses = RIDGES.map(() => new Float64Array(learners));
  const rows = Int32Array.from({ length: matrix.size }, (_, row) => row);
  for (const half of [0, 1]) {
    const isJudged = (row: number): boolean => (matrix.learners[row] ?? 0) % 2 === half;
    const judged = rows.filter(isJudged);
    fitLinear(
      matrix,
      rows.filter((row) => !isJudged(row)),
      RIDGES,
    ).forEach((weights, index) => {
      const own = losses[index];
      judged.forEach((row) => {
        const learner = matrix.learners[row] ?? 0;
        if (own !== undefined)
          own[learner] = (own[learner] ?? 0) + lossOfRow(matrix, row, linearLogit(matrix, row, weights));
      });
    });
  }
  return losses.reduce((best, other) => (sum(other) < sum(best) ? other : best));
}
