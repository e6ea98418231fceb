export { compareByBatches, comparePolicies } from "./compare-policies.ts";
export type { LoggedChoice } from "./logged-choice.ts";
export type { Comparison, Estimate, PolicyVerdict } from "./policy-judge.ts";
