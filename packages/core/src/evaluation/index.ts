export { comparePolicies, type Comparison, type Estimate, type PolicyVerdict } from "./compare-policies.ts";
export type { LoggedChoice } from "./logged-choice.ts";
