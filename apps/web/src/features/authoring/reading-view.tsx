import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { readError } from "../../app-error.ts";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { W } from "../staff/words.tsx";

interface ReadingViewProps<Data> {
  readonly query: UseQueryResult<Data, unknown>;
  readonly children: (data: Data) => ReactNode;
}

/** What the server makes of a text; one whose form is wrong cannot be shown, which is no failure. */
export function ReadingView<Data>({ query, children }: ReadingViewProps<Data>) {
  if (query.isError && readError(query.error).code === "INPUT_INVALID") {
    return (
      <p className="soft">
        <W of="authoring.preview.none" />
      </p>
    );
  }
  return (
    <QueryView query={query} loading={<Skeleton heights={[3, 8, 8]} />}>
      {children}
    </QueryView>
  );
}
