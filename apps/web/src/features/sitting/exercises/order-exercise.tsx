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
  const word = (place: number) => prompt.tokens[place] ?? "";
  const lang = LANGUAGE_TAGS[prompt.answerLanguage];

  const change = (next: readonly number[]) => {
    setPlaces(next);
    onDraft(next.length === prompt.tokens.length ? { kind: "order", tokens: next.map(word) } : null);
  };

  return (
    <>
      <Question text={prompt.text} language={prompt.textLanguage} />
      <div className="order-line" role="group" aria-label={t("exercise.sentence")}>
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
      </div>
      {!locked && (
        <>
          <div className="order-bank" role="group" aria-label={t("exercise.words")}>
            {prompt.tokens.map((token, place) => (
              <button
                // The place is what a word is known by.
                key={`${place}-${token}`}
                type="button"
                className="token"
                lang={lang}
                aria-disabled={places.includes(place)}
                onClick={() => {
                  if (!places.includes(place)) change([...places, place]);
                }}
              >
                {token}
              </button>
            ))}
          </div>
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
      <p className="visually-hidden" role="status" lang={lang}>
        {places.map(word).join(" ")}
      </p>
    </>
  );
}
