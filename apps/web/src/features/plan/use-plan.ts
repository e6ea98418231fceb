import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";

/** One reading for the plan's page and the card at home. */
export function usePlan() {
  return useQuery(trpc.plan.get.queryOptions());
}
