import type { ExercisePrompt, ExerciseResponse } from "@fluentfusion/contract";
import { ChoiceExercise } from "./choice-exercise.tsx";
import { ClozeExercise } from "./cloze-exercise.tsx";
import { DialogueExercise } from "./dialogue-exercise.tsx";
import { ListenExercise } from "./listen-exercise.tsx";
import { MatchExercise } from "./match-exercise.tsx";
import { OrderExercise } from "./order-exercise.tsx";
import { SelfCheckExercise } from "./self-check-exercise.tsx";
import { TypeExercise } from "./type-exercise.tsx";
import "./exercises.css";

interface ExerciseViewProps {
  readonly prompt: ExercisePrompt;
  readonly locked: boolean;
  readonly onDraft: (response: ExerciseResponse | null) => void;
  /** An answer that needs no check button. */
  readonly onAnswer: (response: ExerciseResponse) => void;
}

export function ExerciseView({ prompt, locked, onDraft, onAnswer }: ExerciseViewProps) {
  const common = { locked, onDraft };
  switch (prompt.kind) {
    case "choice":
      return <ChoiceExercise prompt={prompt} {...common} />;
    case "order":
      return <OrderExercise prompt={prompt} {...common} />;
    case "type":
      return <TypeExercise prompt={prompt} {...common} />;
    case "cloze":
      return <ClozeExercise prompt={prompt} {...common} />;
    case "match":
      return <MatchExercise prompt={prompt} {...common} />;
    case "listen":
      return <ListenExercise prompt={prompt} {...common} />;
    case "dialogue":
      return <DialogueExercise prompt={prompt} {...common} />;
    case "self_check":
      return (
        <SelfCheckExercise
          prompt={prompt}
          locked={locked}
          onKnew={(knew) => onAnswer({ kind: "self_check", knew })}
        />
      );
  }
}
