import { useDeferredValue, useState } from "react";
import { LANGUAGE_TAGS } from "../../messages/language-tags.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { SpeakButton } from "../../speech/speak-button.tsx";
import { Choices } from "../../ui/choices.tsx";
import { Field } from "../../ui/field.tsx";
import { type EmergencyPhrase, findPhrases, topicsOf } from "./find-phrases.ts";

const TOPICS = ["help", "danger", "medical", "symptom", "body"] as const;

/** A newer course may have a topic that this page has no words for. */
function TopicName({ topic }: { topic: string }) {
  const known = TOPICS.find((one) => one === topic);
  return known === undefined ? topic : <T of={`emergency.topic.${known}`} />;
}

/** The phrases of one topic at a time, or those with the words that are looked for: nobody in need scrolls through all. */
export function PhraseFinder({ phrases }: { phrases: readonly EmergencyPhrase[] }) {
  const topics = topicsOf(phrases);
  const [topic, setTopic] = useState(topics[0] ?? "");
  const [search, setSearch] = useState("");
  const found = findPhrases(phrases, { topic, search: useDeferredValue(search) });
  return (
    <>
      <div className="emergency-find">
        <Field
          label={<T of="emergency.search" />}
          type="search"
          maxLength={60}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <Choices
          legend={<T of="emergency.topic" />}
          options={topics.map((value) => ({ value, label: <TopicName topic={value} /> }))}
          value={search.trim() === "" ? topic : null}
          onChange={(value) => {
            setTopic(value);
            setSearch("");
          }}
        />
      </div>
      {found.length === 0 ? (
        <output className="soft">
          <T of="emergency.none" />
        </output>
      ) : (
        <ul className="emergency-phrases">
          {found.map((phrase) => (
            <li key={phrase.id}>
              <Phrase phrase={phrase} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** The phrase, then what it means: first in the language that is read here. */
function Phrase({ phrase }: { phrase: EmergencyPhrase }) {
  const { language } = useMessages();
  const { kinyarwanda, review } = phrase;
  const meanings =
    language === "french" ? (["french", "english"] as const) : (["english", "french"] as const);
  return (
    <div className="emergency-phrase card">
      <div className="emergency-words">
        <p translate="no">
          {kinyarwanda !== null && <strong lang={LANGUAGE_TAGS.kinyarwanda}>{kinyarwanda}</strong>}
          {meanings.map((one, place) => (
            <span key={one} lang={LANGUAGE_TAGS[one]} className={place > 0 ? "soft" : undefined}>
              {phrase[one]}
            </span>
          ))}
        </p>
        {review && (
          <p className="tag tag-ochre">
            <T of="lesson.review" />
          </p>
        )}
      </div>
      {kinyarwanda !== null && <SpeakButton text={kinyarwanda} language="kinyarwanda" />}
    </div>
  );
}
