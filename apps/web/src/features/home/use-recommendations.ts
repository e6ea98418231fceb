import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";

/** One list for the whole home page and the end of a sitting. */
export function useRecommendations() {
  return useQuery(trpc.recommendations.list.queryOptions({ limit: 5 }));
}
