import type { QueryClient } from "@tanstack/react-query";
import { createTRPCContext, createTRPCOptionsProxy, type TRPCOptionsProxy } from "@trpc/tanstack-react-query";
import type { Client } from "./create-client.ts";
import type { AppRouter } from "./types.ts";

type Context = ReturnType<typeof createTRPCContext<AppRouter>>;

const context: Context = createTRPCContext<AppRouter>();

/** Gives the pages below it the client: `<TRPCProvider trpcClient={client.api} queryClient={queryClient}>`. */
export const TRPCProvider: Context["TRPCProvider"] = context.TRPCProvider;

/** Options for TanStack Query: `const trpc = useTRPC()`, then `useQuery(trpc.lessons.list.queryOptions({}))`. */
export const useTRPC: Context["useTRPC"] = context.useTRPC;

/** The same options without a provider, for an app with one client. */
export function createOptions(client: Client, queryClient: QueryClient): TRPCOptionsProxy<AppRouter> {
  return createTRPCOptionsProxy<AppRouter>({ client: client.api, queryClient });
}
