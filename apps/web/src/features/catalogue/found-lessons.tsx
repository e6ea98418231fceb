import { useInfiniteQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { EmptyNotice } from "../../ui/notice.tsx";
import { useOnline } from "../../ui/use-online.ts";
import { useRested } from "../../ui/use-rested.ts";
import { FoundHere } from "./found-here.tsx";
import { LessonPages } from "./lesson-pages.tsx";

const ASK_AFTER_MS = 300;

interface FoundLessonsProps {
  readonly text: string;
  readonly onClear: () => void;
}

/** Lessons with what is looked for in their title, their words in either language, or their description. */
export function FoundLessons({ text, onClear }: FoundLessonsProps) {
  const rested = useRested(text, ASK_AFTER_MS);
  const isOnline = useOnline();
  const query = useInfiniteQuery(
    trpc.lessons.search.infiniteQueryOptions(
      { text: rested, limit: 24 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const clear = (
    <Button look="secondary" onClick={onClear}>
      <T of="catalogue.clear" />
    </Button>
  );
  const empty = (
    <EmptyNotice title={<T of="catalogue.none.title" />} action={clear}>
      <T of="catalogue.none.body" />
    </EmptyNotice>
  );
  return (
    <div className="section" data-found={rested === text ? rested : undefined}>
      {isOnline ? <LessonPages query={query} empty={empty} /> : <FoundHere text={rested} />}
    </div>
  );
}
