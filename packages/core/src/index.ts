export * from "./exercise.ts";
export * from "./learner.ts";
export * from "./limits.ts";
export * from "./units.ts";
export * from "./vocabulary.ts";
