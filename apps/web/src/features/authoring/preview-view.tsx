import type { Lesson } from "@fluentfusion/contract";
import { LANGUAGES, type Language } from "@fluentfusion/core";
import { useState } from "react";
import { useMessages } from "../../messages/use-messages.tsx";
import { SelectField } from "../../ui/field.tsx";
import { InLanguage } from "../../ui/in-language.tsx";
import { EntryList } from "../lesson/entry-list.tsx";
import { ExerciseView } from "../sitting/exercises/exercise-view.tsx";
import { Instruction } from "../sitting/exercises/instruction.tsx";
import { W } from "../staff/words.tsx";
import { ReadingView } from "./reading-view.tsx";
import { type Reading, usePreview } from "./use-reading.ts";
import "../lesson/lesson.css";
import "../sitting/sitting.css";

export const PAIRS: readonly { readonly targetLanguage: Language; readonly nativeLanguage: Language }[] =
  LANGUAGES.flatMap((targetLanguage) =>
    LANGUAGES.filter((other) => other !== targetLanguage).map((nativeLanguage) => ({
      targetLanguage,
      nativeLanguage,
    })),
  );

/** The pair of languages that a slug begins with. */
export function pairOfSlug(slug: string): (typeof PAIRS)[number] | undefined {
  return PAIRS.find(({ targetLanguage, nativeLanguage }) =>
    slug.startsWith(`${targetLanguage}-from-${nativeLanguage}/`),
  );
}

/** Chooses one of the six pairs of languages. */
export function PairField({ value, onChange }: { value: number; onChange: (place: number) => void }) {
  const { t } = useMessages();
  return (
    <SelectField
      label={<W of="authoring.pair" />}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {PAIRS.map(({ targetLanguage, nativeLanguage }, place) => (
        <option key={`${targetLanguage} ${nativeLanguage}`} value={place}>
          {t(`language.${nativeLanguage}`)} → {t(`language.${targetLanguage}`)}
        </option>
      ))}
    </SelectField>
  );
}

const FIRST = { targetLanguage: "kinyarwanda", nativeLanguage: "english" } as const;

/** The lesson in the learner's own components; nothing that is answered here is kept. */
export function PreviewView(reading: Reading) {
  const [place, setPlace] = useState(0);
  const query = usePreview(reading, PAIRS[place] ?? FIRST);
  return (
    <div className="section">
      <PairField value={place} onChange={setPlace} />
      <ReadingView query={query}>{(lesson) => <Preview lesson={lesson} />}</ReadingView>
    </div>
  );
}

const nothing = () => undefined;

function Preview({ lesson }: { lesson: Lesson }) {
  const { vocabulary, phrases } = lesson.content;
  return (
    <div className="staff-list" data-preview>
      <h3>
        <InLanguage language={lesson.titleLanguage}>{lesson.title}</InLanguage>
      </h3>
      <p>
        <InLanguage language={lesson.titleLanguage}>{lesson.description}</InLanguage>
      </p>
      <EntryList lesson={lesson} entries={[...vocabulary, ...phrases]} />
      {lesson.exercises.map(({ id, prompt, number }) => (
        <section key={id} className="card staff-list" aria-label={String(number)}>
          <p className="small soft">
            <Instruction prompt={prompt} />
          </p>
          <ExerciseView prompt={prompt} locked={false} onDraft={nothing} onAnswer={nothing} />
        </section>
      ))}
    </div>
  );
}
