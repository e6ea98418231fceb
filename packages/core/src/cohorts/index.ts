export * from "./plan-cohorts.ts";
export * from "./told-mean.ts";
