export * from "./exercise.ts";
export * from "./units.ts";
export * from "./vocabulary.ts";
