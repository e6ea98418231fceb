import type { LessonSummary } from "@fluentfusion/contract";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { Icon } from "../../ui/icon.tsx";
import { Imigongo } from "../../ui/imigongo.tsx";
import { LessonFacts } from "./lesson-facts.tsx";
import { LessonTitle } from "./lesson-title.tsx";
import "./lesson.css";

/** A lesson in a list: its picture, its name and what it is about. */
export function LessonRow({ lesson, note }: { lesson: LessonSummary; note?: ReactNode }) {
  return (
    <Link href={`/lessons/${lesson.id}`} className="lesson-row">
      <span className="lesson-picture">
        <Imigongo motif={lesson.category} tile={32} of={lesson.slug} />
      </span>
      <span className="lesson-words">
        <strong>
          <LessonTitle lesson={lesson} />
        </strong>
        <LessonFacts lesson={lesson} />
        {note && <span className="small soft">{note}</span>}
      </span>
      <Icon name="forward" size={20} />
    </Link>
  );
}
