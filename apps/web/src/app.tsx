import { QueryClientProvider } from "@tanstack/react-query";
import { queryClient } from "./api.ts";
import { SessionProvider } from "./features/auth/session.tsx";
import type { Catalogue } from "./messages/catalogue.ts";
import { MessagesProvider } from "./messages/use-messages.tsx";
import { ErrorBoundary } from "./router/error-boundary.tsx";
import { NewerVersion } from "./router/newer-version.tsx";
import { Routes } from "./router/routes.tsx";

export function App({ catalogue }: { catalogue: Catalogue }) {
  return (
    <MessagesProvider initial={catalogue}>
      <QueryClientProvider client={queryClient}>
        <NewerVersion />
        <SessionProvider>
          <ErrorBoundary>
            <Routes />
          </ErrorBoundary>
        </SessionProvider>
      </QueryClientProvider>
    </MessagesProvider>
  );
}
