import type { CourseLesson } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { useMessages } from "../../messages/use-messages.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { Field } from "../../ui/field.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { LessonTitle } from "../lesson/lesson-title.tsx";
import { useWords, W } from "../staff/words.tsx";
import { AuthoringFrame } from "./authoring-frame.tsx";
import { titleIn } from "./lesson-heading.tsx";
import { NewDraft } from "./new-draft.tsx";

const LOOKS: Record<CourseLesson["origin"], string> = {
  file: "tag",
  app: "tag tag-green",
  newer_file: "tag tag-ochre",
};

/** Every lesson of the course, and where its text comes from. */
export default function CoursePage() {
  const { language } = useMessages();
  const { w } = useWords();
  const [sought, setSought] = useState("");
  const query = useQuery(trpc.author.lessons.queryOptions());
  return (
    <AuthoringFrame title={w("authoring.title")}>
      <p className="soft">
        <W of="authoring.lead" />
      </p>
      <Field
        label={<W of="authoring.filter" />}
        type="search"
        value={sought}
        onChange={(event) => setSought(event.target.value)}
      />
      <QueryView query={query} loading={<Skeleton heights={[3, 3, 3, 3]} />}>
        {(lessons) => (
          <DataTable
            stacks
            caption={<W of="authoring.course" />}
            hidesCaption
            rows={lessons.filter((lesson) =>
              `${lesson.name} ${lesson.title} ${titleIn(language, lesson).title}`
                .toLowerCase()
                .includes(sought.trim().toLowerCase()),
            )}
            keyOf={({ name }) => name}
            columns={[
              {
                id: "lesson",
                label: <W of="authoring.lesson" />,
                renderCell: (lesson) => (
                  <Link href={`/authoring/lessons/${lesson.name}`}>
                    <LessonTitle lesson={titleIn(language, lesson)} />
                    <br />
                    <span className="small soft">{lesson.name}</span>
                  </Link>
                ),
              },
              {
                id: "origin",
                label: <W of="authoring.origin" />,
                renderCell: ({ origin }) => (
                  <span className={LOOKS[origin]}>
                    <W of={`authoring.origin.${origin}`} />
                  </span>
                ),
              },
            ]}
          />
        )}
      </QueryView>
      <NewDraft />
    </AuthoringFrame>
  );
}
