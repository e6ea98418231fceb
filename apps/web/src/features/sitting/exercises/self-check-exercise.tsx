import { useState } from "react";
import { T } from "../../../messages/use-messages.tsx";
import { Button } from "../../../ui/button.tsx";
import type { PromptOf } from "./exercise-props.ts";
import { Question } from "./question.tsx";

interface SelfCheckProps {
  readonly prompt: PromptOf<"self_check">;
  readonly locked: boolean;
  readonly onKnew: (knew: boolean) => void;
}

/** The learner judges: nothing is graded, and it says so by its two plain buttons. */
export function SelfCheckExercise({ prompt, locked, onKnew }: SelfCheckProps) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <Question text={prompt.text} language={prompt.textLanguage} />
      <div aria-live="polite">
        {shown && <Question text={prompt.answer} language={prompt.answerLanguage} />}
      </div>
      {!shown && (
        <Button wide onClick={() => setShown(true)}>
          <T of="exercise.show" />
        </Button>
      )}
      {shown && !locked && (
        <div className="self-check-keys">
          <Button look="secondary" wide onClick={() => onKnew(false)}>
            <T of="exercise.notYet" />
          </Button>
          <Button wide onClick={() => onKnew(true)}>
            <T of="exercise.knew" />
          </Button>
        </div>
      )}
    </>
  );
}
