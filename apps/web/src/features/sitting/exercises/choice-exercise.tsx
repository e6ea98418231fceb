import { useMessages } from "../../../messages/use-messages.tsx";
import type { ExerciseProps } from "./exercise-props.ts";
import { OptionList } from "./option-list.tsx";
import { Question } from "./question.tsx";

export function ChoiceExercise({ prompt, onDraft, locked }: ExerciseProps<"choice">) {
  const { t } = useMessages();
  return (
    <>
      <Question text={prompt.text} language={prompt.textLanguage} />
      <OptionList
        legend={t("exercise.answer")}
        options={prompt.options}
        language={prompt.optionLanguage}
        locked={locked}
        onPick={(optionId) => onDraft({ kind: "choice", optionId })}
      />
    </>
  );
}
