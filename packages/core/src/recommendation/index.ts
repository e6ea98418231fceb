export * from "./policy.ts";
export * from "./seed-rules.ts";
