import { useState } from "react";
import { LANGUAGE_TAGS } from "../../../messages/language-tags.ts";
import { T, useMessages } from "../../../messages/use-messages.tsx";
import type { ExerciseProps } from "./exercise-props.ts";

type Pair = readonly [left: string, right: string];

/** Pairs are made left first, then right; a pair carries its number on both sides and is undone by choosing it again. */
export function MatchExercise({ prompt, onDraft, locked }: ExerciseProps<"match">) {
  const { t } = useMessages();
  const [pairs, setPairs] = useState<readonly Pair[]>([]);
  const [chosen, setChosen] = useState<string | null>(null);

  const change = (next: readonly Pair[]) => {
    setPairs(next);
    setChosen(null);
    const isWhole = next.length === Math.min(prompt.left.length, prompt.right.length);
    onDraft(isWhole ? { kind: "match", pairs: next.map(([left, right]) => [left, right]) } : null);
  };

  const pickLeft = (id: string) => {
    if (pairs.some(([left]) => left === id)) change(pairs.filter(([left]) => left !== id));
    setChosen(chosen === id ? null : id);
  };

  const pickRight = (id: string) => {
    const others = pairs.filter(([, right]) => right !== id);
    if (chosen !== null) change([...others, [chosen, id]]);
    else if (others.length < pairs.length) change(others);
  };

  const number = (side: 0 | 1, id: string) => pairs.findIndex((pair) => pair[side] === id) + 1;

  const column = (side: 0 | 1) => {
    const lang = LANGUAGE_TAGS[side === 0 ? prompt.leftLanguage : prompt.rightLanguage];
    return (
      <div className="match-column">
        {(side === 0 ? prompt.left : prompt.right).map(({ id, text }) => {
          const paired = number(side, id);
          return (
            <button
              key={id}
              type="button"
              className="match-key"
              data-paired={paired > 0 || undefined}
              aria-pressed={side === 0 ? chosen === id || paired > 0 : paired > 0}
              disabled={locked}
              onClick={() => (side === 0 ? pickLeft(id) : pickRight(id))}
              data-chosen={(side === 0 && chosen === id) || undefined}
            >
              <span lang={lang} translate="no">
                {text}
              </span>
              {paired > 0 && (
                <span className="match-number">
                  <span className="visually-hidden">{t("exercise.match.paired", { number: paired })}</span>
                  <span aria-hidden="true">{paired}</span>
                </span>
              )}
            </button>
          );
        })}
      </div>
    );
  };

  return (
    <>
      <p className="soft small">
        <T of="exercise.match.hint" />
      </p>
      <div className="match">
        {column(0)}
        {column(1)}
      </div>
    </>
  );
}
