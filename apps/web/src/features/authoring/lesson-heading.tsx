import type { CourseLesson } from "@fluentfusion/contract";
import type { Language } from "@fluentfusion/core";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { useMessages } from "../../messages/use-messages.tsx";
import { InLanguage } from "../../ui/in-language.tsx";

export interface CourseTitle {
  readonly title: string;
  readonly titleLanguage: Language;
}

/** A lesson's title in the language of the page where the course has it, else in English, as learners see it. */
export function titleIn(language: Language, { title, titles }: CourseLesson): CourseTitle {
  const own = titles[language];
  return own === undefined ? { title, titleLanguage: "english" } : { title: own, titleLanguage: language };
}

/** What the course calls a lesson; `null` of one that it does not have, or while it is asked for. */
export function useCourseTitles(): (name: string) => CourseTitle | null {
  const { language } = useMessages();
  const { data } = useQuery(trpc.author.lessons.queryOptions());
  return (name) => {
    const lesson = data?.find((one) => one.name === name);
    return lesson === undefined ? null : titleIn(language, lesson);
  };
}

/** A lesson's title with the name of its file under it; a new lesson has only the name. */
export function LessonHeading({ name, title }: { name: string; title: CourseTitle | null }) {
  if (title === null) return <h1 tabIndex={-1}>{name}</h1>;
  return (
    <>
      <h1 tabIndex={-1}>
        <InLanguage language={title.titleLanguage}>{title.title}</InLanguage>
      </h1>
      <p className="small soft" translate="no">
        {name}
      </p>
    </>
  );
}
