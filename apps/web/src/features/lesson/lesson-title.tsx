import type { LessonSummary } from "@fluentfusion/contract";
import { InLanguage } from "../../ui/in-language.tsx";

export function LessonTitle({ lesson }: { lesson: LessonSummary }) {
  return <InLanguage language={lesson.titleLanguage}>{lesson.title}</InLanguage>;
}
