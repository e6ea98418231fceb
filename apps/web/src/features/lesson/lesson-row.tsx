import type { LessonSummary } from "@fluentfusion/contract";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { Icon } from "../../ui/icon.tsx";
import { Imigongo } from "../../ui/imigongo.tsx";
import { LessonFacts } from "./lesson-facts.tsx";
import { LessonTitle } from "./lesson-title.tsx";
import "./lesson.css";

interface LessonRowProps {
  readonly lesson: LessonSummary;
  readonly note?: ReactNode;
  /** Where it leads, if not to the lesson's page. */
  readonly href?: string;
}

/** A lesson in a list: its picture, its name and what it is about. */
export function LessonRow({ lesson, note, href = `/lessons/${lesson.id}` }: LessonRowProps) {
  return (
    <Link href={href} className="lesson-row">
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
