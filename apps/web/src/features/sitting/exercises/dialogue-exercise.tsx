import { useMessages } from "../../../messages/use-messages.tsx";
import { SpeakButton } from "../../../speech/speak-button.tsx";
import { InLanguage } from "../../../ui/in-language.tsx";
import type { ExerciseProps } from "./exercise-props.ts";
import { OptionList } from "./option-list.tsx";

export function DialogueExercise({ prompt, onDraft, locked }: ExerciseProps<"dialogue">) {
  const { t } = useMessages();
  return (
    <>
      <p className="soft">
        <InLanguage language={prompt.situationLanguage}>{prompt.situation}</InLanguage>
      </p>
      <div className="bubble">
        <p className="question-text">
          <InLanguage language={prompt.lineLanguage}>{prompt.line}</InLanguage>
        </p>
        <SpeakButton text={prompt.line} language={prompt.lineLanguage} />
      </div>
      <OptionList
        legend={t("exercise.answer")}
        options={prompt.options}
        language={prompt.lineLanguage}
        locked={locked}
        onPick={(optionId) => onDraft({ kind: "dialogue", optionId })}
      />
    </>
  );
}
