import { useState } from "react";
import { LANGUAGE_TAGS } from "../../../messages/language-tags.ts";
import { T, useMessages } from "../../../messages/use-messages.tsx";
import { Button } from "../../../ui/button.tsx";
import type { ExerciseProps } from "./exercise-props.ts";
import { Question } from "./question.tsx";

/** Words are told apart by their place, since one may occur twice. */
export function OrderExercise({ prompt, onDraft, locked }: ExerciseProps<"order">) {
  const { t } = useMessages();
  const [places, setPlaces] = useState<readonly number[]>([]);
  const words = prompt.tokens.map((text, place) => ({ place, text }));
  const word = (place: number) => prompt.tokens[place] ?? "";
  const lang = LANGUAGE_TAGS[prompt.answerLanguage];

  const change = (next: readonly number[]) => {
    setPlaces(next);
    onDraft(next.length === prompt.tokens.length ? { kind: "order", tokens: next.map(word) } : null);
  };

  return (
    <>
      <Question text={prompt.text} language={prompt.textLanguage} />
      <fieldset className="order-line" aria-label={t("exercise.sentence")}>
        {places.length === 0 && (
          <span className="soft small">
            <T of="exercise.sentence.empty" />
          </span>
        )}
        {places.map((place) => (
          <button
            key={place}
            type="button"
            className="token"
            lang={lang}
            disabled={locked}
            onClick={() => change(places.filter((other) => other !== place))}
          >
            {word(place)}
          </button>
        ))}
      </fieldset>
      {!locked && (
        <>
          <fieldset className="order-bank" aria-label={t("exercise.words")}>
            {words.map(({ place, text }) => (
              <button
                key={place}
                type="button"
                className="token"
                lang={lang}
                aria-disabled={places.includes(place)}
                onClick={() => {
                  if (!places.includes(place)) change([...places, place]);
                }}
              >
                {text}
              </button>
            ))}
          </fieldset>
          <Button
            look="quiet"
            icon="undo"
            onClick={() => change(places.slice(0, -1))}
            disabled={places.length === 0}
          >
            <T of="exercise.undo" />
          </Button>
        </>
      )}
      <p className="visually-hidden" aria-live="polite" lang={lang}>
        {places.map(word).join(" ")}
      </p>
    </>
  );
}
