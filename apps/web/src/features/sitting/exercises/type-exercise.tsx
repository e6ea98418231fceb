import type { ExerciseProps } from "./exercise-props.ts";
import { Question } from "./question.tsx";
import { TextAnswer, textDraft } from "./text-answer.tsx";

export function TypeExercise({ prompt, onDraft, locked }: ExerciseProps<"type">) {
  return (
    <>
      <Question text={prompt.text} language={prompt.textLanguage} />
      <TextAnswer
        language={prompt.answerLanguage}
        locked={locked}
        onText={(text) => onDraft(textDraft("type", text))}
      />
    </>
  );
}
