import type { Lesson } from "@fluentfusion/contract";
import { LANGUAGE_TAGS } from "../../messages/language-tags.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { SpeakButton } from "../../speech/speak-button.tsx";
import { InLanguage } from "../../ui/in-language.tsx";
import { REGISTERS } from "./registers.ts";
import { Sources } from "./sources.tsx";

interface EntryListProps {
  readonly lesson: Lesson;
  readonly entries: Lesson["content"]["vocabulary"];
}

/** Words or phrases with their meaning; what still waits for review says so. */
export function EntryList({ lesson, entries }: EntryListProps) {
  return (
    <ul className="entries">
      {entries.map((entry) => (
        <li key={entry.itemId} className="entry">
          <div>
            <p className="entry-text">
              <InLanguage language={lesson.targetLanguage}>{entry.text}</InLanguage>
            </p>
            <p>
              <InLanguage language={lesson.nativeLanguage}>{entry.translation}</InLanguage>
            </p>
            {entry.register && <Register of={entry.register} />}
            {entry.review && (
              <p className="tag tag-ochre">
                <T of="lesson.review" />
              </p>
            )}
            <Sources sources={entry.sources} />
          </div>
          <SpeakButton text={entry.text} language={lesson.targetLanguage} />
        </li>
      ))}
    </ul>
  );
}

/** When a form is said, and to whom. The course's files have it in English; it is put into words that learners know. */
function Register({ of }: { of: string }) {
  const { language } = useMessages();
  const shown = language === "french" ? language : "english";
  const words = REGISTERS[of];
  return (
    <p className="small soft" lang={LANGUAGE_TAGS[words === undefined ? "english" : shown]}>
      {words?.[shown] ?? of}
    </p>
  );
}
