import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue } from "react";
import { OFFLINE_ERROR } from "../app-error.ts";
import { ErrorNotice } from "./notice.tsx";

interface QueryViewProps<Data> {
  readonly query: UseQueryResult<Data, unknown>;
  readonly loading: ReactNode;
  /** Where the notice of a failure stands; by default in place of the content. */
  readonly renderFailed?: (notice: ReactNode) => ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/**
 * Shows a query in each of its states; data that is already there stays while it is refreshed. What arrives is drawn in short
 * pieces: a phone answers to touch meanwhile.
 */
export function QueryView<Data>({ query, loading, renderFailed, children }: QueryViewProps<Data>) {
  const data = useDeferredValue(query.data);
  const isPaused = query.fetchStatus === "paused";
  // What an earlier question got stands for the next answer while that comes, not while it cannot come.
  const isOther = query.isPlaceholderData && isPaused;
  if (data !== undefined && query.data !== undefined && !isOther) return children(data);
  if (query.data !== undefined && !isOther) return loading;
  if (!query.isError && !isPaused) return loading;
  const error = query.isError ? query.error : OFFLINE_ERROR;
  const notice = <ErrorNotice error={error} onRetry={() => void query.refetch()} />;
  return renderFailed ? renderFailed(notice) : notice;
}
