export * from "./plan-cohorts.ts";
