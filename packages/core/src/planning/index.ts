export {
  planSession,
  type PlannedItem,
  type PracticeRole,
  type SessionOptions,
  type SessionPlan,
} from "./plan-session.ts";
