import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { OFFLINE_ERROR } from "../app-error.ts";
import { ErrorNotice } from "./notice.tsx";

interface QueryViewProps<Data> {
  readonly query: UseQueryResult<Data, unknown>;
  readonly loading: ReactNode;
  /** Where the notice of a failure stands; by default in place of the content. */
  readonly renderFailed?: (notice: ReactNode) => ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** Shows a query in each of its states; data that is already there stays while it is refreshed. */
export function QueryView<Data>({ query, loading, renderFailed, children }: QueryViewProps<Data>) {
  const isPaused = query.fetchStatus === "paused";
  // What an earlier question got stands for the next answer while that comes, not while it cannot come.
  const isOther = query.isPlaceholderData && isPaused;
  if (query.data !== undefined && !isOther) return children(query.data);
  if (!query.isError && !isPaused) return loading;
  const error = query.isError ? query.error : OFFLINE_ERROR;
  const notice = <ErrorNotice error={error} onRetry={() => void query.refetch()} />;
  return renderFailed ? renderFailed(notice) : notice;
}
