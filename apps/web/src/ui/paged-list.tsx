import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { QueryView } from "./query-view.tsx";

interface MoreProps {
  readonly query: Pick<
    UseInfiniteQueryResult<unknown, unknown>,
    "hasNextPage" | "isFetchingNextPage" | "fetchNextPage"
  >;
  readonly label: ReactNode;
}

/** Brings the next page of a list, as long as there is one. */
export function More({ query, label }: MoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <div>
      <Button look="secondary" busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {label}
      </Button>
    </div>
  );
}

interface PagedListProps<Item extends { readonly id: string }> {
  readonly query: UseInfiniteQueryResult<InfiniteData<{ readonly items: readonly Item[] }>, unknown>;
  readonly loading: ReactNode;
  /** What stands where there is nothing to list. */
  readonly empty: ReactNode;
  /** On the button that brings more. */
  readonly more: ReactNode;
  readonly className: string;
  readonly renderItem: (item: Item) => ReactNode;
}

/** A list that comes in pages. */
export function PagedList<Item extends { readonly id: string }>(props: PagedListProps<Item>) {
  const { query, loading, empty, more, className, renderItem } = props;
  return (
    <QueryView query={query} loading={loading}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return empty;
        return (
          <>
            <ul className={className}>
              {items.map((item) => (
                <li key={item.id}>{renderItem(item)}</li>
              ))}
            </ul>
            <More query={query} label={more} />
          </>
        );
      }}
    </QueryView>
  );
}
