import type { UseQueryResult } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { OFFLINE_ERROR } from "../app-error.ts";
import { ErrorNotice } from "./notice.tsx";

interface QueryViewProps<Data> {
  readonly query: UseQueryResult<Data, unknown>;
  readonly loading: ReactNode;
  /** What trying again does; by default the same question is asked once more. */
  readonly onRetry?: () => void;
  /** Where the notice of a failure stands; by default in place of the content. */
  readonly renderFailed?: (notice: ReactNode) => ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/**
 * Shows a query in each of its states; data that is already there stays while it is refreshed, and the notice of a failure while it
 * is tried again by itself. What arrives is drawn in short pieces: a phone answers to touch meanwhile.
 */
export function QueryView<Data>({ query, loading, onRetry, renderFailed, children }: QueryViewProps<Data>) {
  const data = useDeferredValue(query.data);
  /** A query forgets why it failed when it is tried again. */
  const [failure, setFailure] = useState<unknown>(null);
  /** After which failure somebody asked for another try. */
  const [askedAfter, setAskedAfter] = useState(0);
  if (query.isError && query.error !== failure) setFailure(query.error);
  const isPaused = query.fetchStatus === "paused";
  // What an earlier question got stands for the next answer while that comes, not while it cannot come.
  const isOther = query.isPlaceholderData && isPaused;
  if (data !== undefined && query.data !== undefined && !isOther) return children(data);
  if (query.data !== undefined && !isOther) return loading;
  const failures = query.errorUpdateCount;
  const isTriedAgain = failures > 0 && failures !== askedAfter && failure !== null;
  if (!query.isError && !isPaused && !isTriedAgain) return loading;
  const retry = () => {
    setAskedAfter(failures);
    if (onRetry) onRetry();
    else void query.refetch();
  };
  const error = isPaused ? OFFLINE_ERROR : (query.error ?? failure);
  const notice = <ErrorNotice error={error} onRetry={retry} />;
  return renderFailed ? renderFailed(notice) : notice;
}
