import { createClient } from "@fluentfusion/client";
import { createOptions } from "@fluentfusion/client/react";
import { QueryClient } from "@tanstack/react-query";
import { nextTryMs } from "./next-try.ts";

const whenSignedOut = new Set<() => void>();
const whenTooOld = new Set<() => void>();

/** The page and the API share one origin; the refresh token stays in a cookie that no script can read. */
export const client = createClient({
  url: "",
  refresh: "cookie",
  onSignedOut: () => {
    for (const listener of whenSignedOut) listener();
  },
  onTooOld: () => {
    for (const listener of whenTooOld) listener();
  },
});

/** Calls `listener` when the server has ended the session. Returns how to stop that. */
export function onSignedOut(listener: () => void): () => void {
  whenSignedOut.add(listener);
  return () => {
    whenSignedOut.delete(listener);
  };
}

/** Calls `listener` when the server no longer serves a page as old as this one. Returns how to stop that. */
export function onTooOld(listener: () => void): () => void {
  whenTooOld.add(listener);
  return () => {
    whenTooOld.delete(listener);
  };
}

export const queryClient = new QueryClient({
  defaultOptions: {
    // The client itself repeats what got no answer, within seconds. What is still empty then is asked for again when the device
    // is back on a network or the page is looked at, which is the library's own, and after pauses.
    queries: { staleTime: 30_000, retry: false, refetchInterval: ({ state }) => nextTryMs(state) },
    mutations: { networkMode: "always", retry: false },
  },
});

/** Options for queries and mutations of every procedure. */
export const trpc = createOptions(client, queryClient);
