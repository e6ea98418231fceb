export {
  planArrival,
  type ArrivalOptions,
  type ArrivalPlan,
  type SituationReadiness,
} from "./plan-arrival.ts";
