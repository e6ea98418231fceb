import type { Lesson } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { LANGUAGE_TAGS } from "../../messages/language-tags.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Imigongo } from "../../ui/imigongo.tsx";
import { InLanguage } from "../../ui/in-language.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { EntryList } from "./entry-list.tsx";
import { LessonFacts } from "./lesson-facts.tsx";
import { LessonTitle } from "./lesson-title.tsx";
import { Sources } from "./sources.tsx";
import { StartBar } from "./start-bar.tsx";
import "./lesson.css";

export default function LessonPage({ id }: { id: string }) {
  const { t } = useMessages();
  const query = useQuery(trpc.lessons.get.queryOptions({ lessonId: id }));
  return (
    <QueryView
      query={query}
      loading={
        <Page title={t("nav.lessons")}>
          <Skeleton heights={[14, 5, 5, 5]} />
        </Page>
      }
      renderFailed={(notice) => <Page title={t("nav.lessons")}>{notice}</Page>}
    >
      {(lesson) => <LessonView lesson={lesson} />}
    </QueryView>
  );
}

function LessonView({ lesson }: { lesson: Lesson }) {
  const { vocabulary, phrases, culturalNotes } = lesson.content;
  // Notes are written in English and French only.
  const notesLanguage = LANGUAGE_TAGS[lesson.nativeLanguage === "french" ? "french" : "english"];
  const header = (
    <div className="lesson-hero">
      <div className="lesson-hero-picture">
        <Imigongo motif={lesson.category} of={lesson.slug} />
      </div>
      <div className="lesson-hero-words">
        <h1 tabIndex={-1}>
          <LessonTitle lesson={lesson} />
        </h1>
        <LessonFacts lesson={lesson} />
        <p className="soft">
          <InLanguage language={lesson.titleLanguage}>{lesson.description}</InLanguage>
        </p>
      </div>
    </div>
  );
  return (
    <Page title={lesson.title} header={header}>
      <StartBar lesson={lesson} />
      <div className="columns">
        {vocabulary.length > 0 && (
          <section className="section">
            <h2>
              <T of="lesson.vocabulary" />
            </h2>
            <EntryList lesson={lesson} entries={vocabulary} />
          </section>
        )}
        {(phrases.length > 0 || culturalNotes.length > 0) && (
          <div className="stack">
            {phrases.length > 0 && (
              <section className="section">
                <h2>
                  <T of="lesson.phrases" />
                </h2>
                <EntryList lesson={lesson} entries={phrases} />
              </section>
            )}
            {culturalNotes.length > 0 && (
              <section className="section">
                <h2>
                  <T of="lesson.notes" />
                </h2>
                <ul className="culture">
                  {culturalNotes.map((note) => (
                    <li key={note.id}>
                      <p lang={notesLanguage}>{note.text}</p>
                      <Sources sources={note.sources} />
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </div>
        )}
      </div>
    </Page>
  );
}
