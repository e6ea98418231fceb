import { LANGUAGE_TAGS } from "../../../messages/language-tags.ts";
import { T } from "../../../messages/use-messages.tsx";
import { InLanguage } from "../../../ui/in-language.tsx";
import type { ExerciseProps } from "./exercise-props.ts";
import { TextAnswer, textDraft } from "./text-answer.tsx";

export function ClozeExercise({ prompt, onDraft, locked }: ExerciseProps<"cloze">) {
  return (
    <>
      <p className="question-text" lang={LANGUAGE_TAGS[prompt.answerLanguage]} translate="no">
        {prompt.before}
        <span className="gap">
          <span className="visually-hidden">
            <T of="exercise.gap" />
          </span>
        </span>
        {prompt.after}
      </p>
      <p className="soft">
        <InLanguage language={prompt.hintLanguage}>{prompt.hint}</InLanguage>
      </p>
      <TextAnswer
        language={prompt.answerLanguage}
        locked={locked}
        onText={(text) => onDraft(textDraft("cloze", text))}
      />
    </>
  );
}
