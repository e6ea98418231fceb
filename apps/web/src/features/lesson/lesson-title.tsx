import type { LessonSummary } from "@fluentfusion/contract";
import { InLanguage } from "../../ui/in-language.tsx";

/** A lesson's name, marked with the language that it is in. */
export function LessonTitle({ lesson }: { lesson: Pick<LessonSummary, "title" | "titleLanguage"> }) {
  return <InLanguage language={lesson.titleLanguage}>{lesson.title}</InLanguage>;
}
