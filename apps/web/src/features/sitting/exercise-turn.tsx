import type { Exercise, ExerciseResponse } from "@fluentfusion/contract";
import { type SubmitEvent, useEffect, useRef, useState } from "react";
import { T } from "../../messages/use-messages.tsx";
import { Button } from "../../ui/button.tsx";
import { ExerciseView } from "./exercises/exercise-view.tsx";
import { Instruction } from "./exercises/instruction.tsx";
import type { Answer } from "./sitting-record.ts";
import { VerdictPanel } from "./verdict-panel.tsx";

interface ExerciseTurnProps {
  readonly exercise: Exercise;
  /** The answer given in this turn, graded or not. */
  readonly answered: Answer | null;
  /** Whether it is asked again in this sitting if it goes wrong. */
  readonly comesBack: boolean;
  readonly onAnswer: (response: ExerciseResponse, elapsedMs: number) => void;
  readonly onContinue: () => void;
  /** Takes the answer of this turn back. */
  readonly onUndo: () => void;
}

/** One exercise, put once: answer it, see the verdict, go on. */
export function ExerciseTurn({
  exercise,
  answered,
  comesBack,
  onAnswer,
  onContinue,
  onUndo,
}: ExerciseTurnProps) {
  const [draft, setDraft] = useState<ExerciseResponse | null>(null);
  const begun = useRef(0);
  const form = useRef<HTMLFormElement>(null);
  const { prompt } = exercise;
  const locked = answered !== null;

  useEffect(() => {
    begun.current = performance.now();
    scrollTo(0, 0);
    // On a phone, a keyboard that jumps up would hide the question.
    const hasKeyboard = matchMedia("(hover: hover) and (pointer: fine)").matches;
    const field = hasKeyboard ? form.current?.querySelector<HTMLElement>("[data-autofocus]") : null;
    (field ?? form.current?.querySelector<HTMLElement>("h1"))?.focus({ preventScroll: true });
  }, []);

  const give = (response: ExerciseResponse) => {
    if (!locked) onAnswer(response, performance.now() - begun.current);
  };
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (draft !== null) give(draft);
  };

  return (
    <form ref={form} className="turn" data-exercise={exercise.id} onSubmit={submit} autoComplete="off">
      <div className="turn-body">
        <h1 tabIndex={-1} className="turn-instruction">
          <Instruction prompt={prompt} />
        </h1>
        <ExerciseView prompt={prompt} locked={locked} onDraft={setDraft} onAnswer={give} />
      </div>
      <div className="turn-foot" data-outcome={answered?.receipt?.verdict.outcome}>
        <div className="turn-foot-inner">
          <div aria-live="polite">
            {answered !== null && (
              <VerdictPanel
                prompt={prompt}
                answer={answered}
                comesBack={comesBack}
                onContinue={onContinue}
                onUndo={onUndo}
              />
            )}
          </div>
          {!locked && prompt.kind !== "self_check" && (
            <div className="turn-keys">
              <Button look="secondary" onClick={() => give({ kind: "skip" })}>
                <T of="sitting.dontKnow" />
              </Button>
              <Button type="submit" disabled={draft === null}>
                <T of="sitting.check" />
              </Button>
            </div>
          )}
        </div>
      </div>
    </form>
  );
}
