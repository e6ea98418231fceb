export type { RecommendOptions } from "./options.ts";
export type { LessonCandidate, LessonRecord, Policy, Recommendation, RecommendationInput } from "./policy.ts";
export { learnerModelPolicy } from "./learner-model-policy.ts";
export { RECOMMENDATION_REASONS, type Reason, type RecommendationReason } from "./reason.ts";
export { LEARNER_MODEL_POLICY, recommend, type RankedCatalogue, type RankedLesson } from "./recommend.ts";
export type { ReviewBlock } from "./review-block.ts";
export { seedRules } from "./seed-rules.ts";
export { TERM_CODES, type Term, type TermCode } from "./terms.ts";
export { applyChange, why, whyNot, type Change, type WhyNot } from "./why-not.ts";
