export { asLearner } from "./as-learner.ts";
export * from "./connect.ts";
export { errorCode } from "./error-code.ts";
export { fromJsonRow, toJsonRow } from "./json-rows.ts";
export * from "./listen.ts";
export * from "./migrate.ts";
export * as schema from "./schema/index.ts";
export type { Measure } from "./traced.ts";
export * from "./watch.ts";
