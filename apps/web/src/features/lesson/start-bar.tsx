import type { Lesson } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { useStartSitting } from "./use-start-sitting.ts";

/** Starts the lesson; a completed one is practised, which leaves the record as it is. */
export function StartBar({ lesson }: { lesson: Lesson }) {
  const history = useQuery(trpc.progress.history.queryOptions());
  const { startSitting, isStarting, error } = useStartSitting();
  const own = history.data?.items.find((entry) => entry.lessonId === lesson.id);
  const mode = own?.completedAt ? "practice" : "lesson";
  return (
    <div className="stack">
      {error && <ErrorNotice error={error} />}
      <div className="lesson-start">
        <Button busy={isStarting} onClick={() => startSitting({ mode, lessonId: lesson.id })}>
          <T of={mode === "practice" ? "lesson.practise" : "lesson.start"} />
        </Button>
        <p className="small soft">
          {mode === "practice" ? (
            <T of="lesson.practise.hint" />
          ) : (
            <T of="home.exercises" with={{ count: lesson.exerciseCount }} />
          )}
        </p>
        <Link href={`/lessons/${lesson.id}/why`} className="small">
          <T of="choice.page" />
        </Link>
        <Link href="/flight" className="small">
          <T of="flight.title" />
        </Link>
      </div>
    </div>
  );
}
