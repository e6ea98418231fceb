import { answersOf, answersOfSome } from "./answers.ts";
import { chooseScales } from "./choose-scales.ts";
import type { LearnerEvent } from "../event.ts";
import { FEATURE_NAMES } from "../features/describe.ts";
import { MODEL_FORMAT, type Model } from "../model.ts";
import { buildMatrix } from "./feature-matrix.ts";
import { fitBlend } from "./fit-blend.ts";
import { fitFacts } from "./fit-facts.ts";
import { LogStore } from "./log-store.ts";
import { noFacts } from "./replay.ts";

/** Learners are parted into this many folds: a row is described by facts that its learner had no part in. */
const FOLDS = 5;

export interface FitOptions {
  /** Rows kept in memory; a longer log is fitted on a sample of its learners. */
  readonly maxRows?: number;
}

/** Takes a log row by row: `add` each event, the rows of one learner in order, then `finish`. */
export interface Fitter {
  add(event: LearnerEvent): void;
  finish(): Model;
}

/** A model of a log: the same log and options give the same model. */
export function fit(events: Iterable<LearnerEvent>, options: FitOptions = {}): Model {
  const fitter = createFitter(options);
  for (const event of events) fitter.add(event);
  return fitter.finish();
}

export function createFitter(options: FitOptions = {}): Fitter {
  const store = new LogStore(options.maxRows);
  return { add: (event) => store.add(event), finish: () => fitStore(store) };
}

function fitStore(store: LogStore): Model {
  const learners = store.byLearner();
  const foldOf = (learner: number): number => learner % Math.min(FOLDS, Math.max(2, learners.length));
  const scales = chooseScales(store, learners, FOLDS);
  const answers = answersOf(learners, store.skillSets);
  const facts = fitFacts(store, answers, scales);
  const factsWithout = Array.from({ length: FOLDS }, (_, fold) => {
    const others = answersOfSome(answers, (learner) => foldOf(learner) !== fold);
    return others.starts.length === answers.starts.length ? facts : fitFacts(store, others, scales);
  });
  const matrix = buildMatrix(
    learners,
    store.skillSets,
    (learner) => factsWithout[foldOf(learner)] ?? noFacts(scales),
  );
  const blend = fitBlend(matrix, foldOf, FOLDS);
  return {
    format: MODEL_FORMAT,
    rows: store.size,
    learners: learners.length,
    phases: facts.phases,
    scales,
    items: store.items.list.map((id, index) => {
      const item = facts.items[index];
      return [
        id,
        item?.first ?? 0,
        item?.again ?? 0,
        item?.answers ?? 0,
        item?.time ?? 0,
        item?.slowness ?? 0,
        ...(item?.loadings ?? []),
      ];
    }),
    skills: store.skills.list.map((name, index) => {
      const skill = facts.skills[index];
      return [name, skill?.ease ?? 0, skill?.answers ?? 0];
    }),
    kinds: store.kinds.list.map((name, index) => {
      const kind = facts.kinds[index];
      return [name, kind?.ease ?? 0, kind?.answers ?? 0];
    }),
    features: FEATURE_NAMES,
    blend,
  };
}
