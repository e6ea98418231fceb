import { queryOptions, useQuery } from "@tanstack/react-query";
import { queryClient } from "../../api.ts";
import { fetchScript, reloadIfReachable } from "../../fetch-script.ts";
import type * as drawn from "./drawn/drawn.ts";

const DRAWN = queryOptions({
  queryKey: ["what charts are drawn with"],
  queryFn: () => fetchScript(() => import("./drawn/drawn.ts")),
  // Without a network it may be on the device.
  networkMode: "always",
  refetchOnReconnect: true,
  staleTime: Infinity,
  gcTime: Infinity,
});

export type Drawn = typeof drawn;

/** Asks for what charts are drawn with before there is one to draw; a chart itself asks again where that fails. */
export const fetchDrawn = (): Promise<void> => queryClient.prefetchQuery(DRAWN);

/** What charts are drawn with: there at once after the first chart. */
export function useDrawn() {
  const query = useQuery(DRAWN);
  /** For whoever asks for it a second time, as a browser may remember a loss and a newer release has other files. */
  const retry = async () => {
    const { isError } = await query.refetch();
    if (isError) await reloadIfReachable();
  };
  return { query, retry: () => void retry() };
}
