import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";

/** What the course calls a lesson, in English as its authors do; `null` of one that it does not have, or while it is asked for. */
export function useCourseTitles(): (name: string) => string | null {
  const { data } = useQuery(trpc.author.lessons.queryOptions());
  return (name) => data?.find((lesson) => lesson.name === name)?.title ?? null;
}

/** A lesson's title with the name of its file under it; a new lesson has only the name. */
export function LessonHeading({ name, title }: { name: string; title: string | null }) {
  if (title === null) return <h1 tabIndex={-1}>{name}</h1>;
  return (
    <>
      <h1 tabIndex={-1} lang="en">
        {title}
      </h1>
      <p className="small soft" translate="no">
        {name}
      </p>
    </>
  );
}
