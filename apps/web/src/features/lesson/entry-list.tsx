import type { Lesson } from "@fluentfusion/contract";
import { T } from "../../messages/use-messages.tsx";
import { SpeakButton } from "../../speech/speak-button.tsx";
import { InLanguage } from "../../ui/in-language.tsx";
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
            {entry.register && (
              <p className="small soft" lang="en">
                {entry.register}
              </p>
            )}
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
