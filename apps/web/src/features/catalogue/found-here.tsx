import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { fetchScript } from "../../fetch-script.ts";
import { T } from "../../messages/use-messages.tsx";
import { EmptyNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LessonRow } from "../lesson/lesson-row.tsx";
import { findLessons } from "./find-lessons.ts";

async function find(text: string) {
  const { readCourse } = await fetchScript(() => import("../flight/read-packs.ts"));
  return findLessons((await readCourse())?.lessons ?? [], text);
}

/** Without a connection: what is found among the lessons that this device keeps. */
export function FoundHere({ text }: { text: string }) {
  const query = useQuery({
    queryKey: ["found-here", text],
    queryFn: () => find(text),
    networkMode: "always",
  });
  const places = (
    <Link href="/flight">
      <T of="flight.title" />
    </Link>
  );
  return (
    <QueryView query={query} loading={<Skeleton heights={[5.5, 5.5]} />}>
      {(lessons) =>
        lessons.length === 0 ? (
          <EmptyNotice title={<T of="catalogue.here.none.title" />} action={places}>
            <T of="catalogue.here.none.body" />
          </EmptyNotice>
        ) : (
          <>
            <p className="soft">
              <T of="catalogue.here" />
            </p>
            <ul className="lesson-grid">
              {lessons.map((lesson) => (
                <li key={lesson.id}>
                  <LessonRow lesson={lesson} href={`/flight/${lesson.id}`} />
                </li>
              ))}
            </ul>
          </>
        )
      }
    </QueryView>
  );
}
