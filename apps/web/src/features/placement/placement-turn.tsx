import type { Exercise, ExerciseResponse } from "@fluentfusion/contract";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { ExerciseView } from "../sitting/exercises/exercise-view.tsx";
import { Instruction } from "../sitting/exercises/instruction.tsx";
import "../sitting/sitting.css";

interface PlacementTurnProps {
  readonly exercise: Exercise;
  readonly number: number;
  readonly isSending: boolean;
  readonly error: unknown;
  readonly onAnswer: (response: ExerciseResponse) => void;
}

/** One question of the test. No verdict: the next question is the answer to it. */
export function PlacementTurn({ exercise, number, isSending, error, onAnswer }: PlacementTurnProps) {
  const [draft, setDraft] = useState<ExerciseResponse | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { prompt } = exercise;

  useEffect(() => heading.current?.focus({ preventScroll: true }), []);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (draft !== null) onAnswer(draft);
  };
  return (
    <form
      className="placement-turn card stack"
      data-exercise={exercise.id}
      onSubmit={submit}
      autoComplete="off"
    >
      <p className="tag tag-ochre">
        <T of="placement.question" with={{ number }} />
      </p>
      <h2 ref={heading} tabIndex={-1} className="turn-instruction">
        <Instruction prompt={prompt} />
      </h2>
      <ExerciseView prompt={prompt} locked={isSending} onDraft={setDraft} onAnswer={onAnswer} />
      {error !== null && error !== undefined && <ErrorNotice error={error} />}
      <div className="turn-keys">
        <Button look="secondary" busy={isSending} onClick={() => onAnswer({ kind: "skip" })}>
          <T of="sitting.dontKnow" />
        </Button>
        {prompt.kind !== "self_check" && (
          <Button type="submit" busy={isSending} disabled={draft === null}>
            <T of="sitting.continue" />
          </Button>
        )}
      </div>
    </form>
  );
}
