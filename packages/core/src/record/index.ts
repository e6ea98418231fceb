export * from "./fold.ts";
export * from "./learner-totals.ts";
export * from "./lesson-progress.ts";
export * from "./local-day.ts";
export * from "./record-fold.ts";
export * from "./streak.ts";
