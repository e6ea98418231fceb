export type { LearnerEvent, Observation, Query } from "./event.ts";
export { createFitter, fit, type FitOptions, type Fitter } from "./fitting/fit.ts";
export type { ItemTrace } from "./item-trace.ts";
export { emptyLearner, type AbilityTrace, type LearnerState, type SkillTrace } from "./learner-state.ts";
export { LogStream } from "./log-stream.ts";
export { MODEL_FORMAT, type Model } from "./model.ts";
export { observe, predict } from "./predict.ts";
export { ITEM_PACKING, LEARNER_PACKING, PERSONAL_PACKING, SKILL_PACKING, type Packing } from "./pack.ts";
export { ModelError, readModel } from "./read-model.ts";
