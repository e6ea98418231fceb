import type { Language } from "@fluentfusion/core";
import { SpeakButton } from "../../../speech/speak-button.tsx";
import { InLanguage } from "../../../ui/in-language.tsx";

interface QuestionProps {
  readonly text: string;
  readonly language: Language;
}

/** The word or phrase that an exercise asks about. */
export function Question({ text, language }: QuestionProps) {
  return (
    <div className="question">
      <p className={text.length > 36 ? "question-text question-long" : "question-text"}>
        <InLanguage language={language}>{text}</InLanguage>
      </p>
      <SpeakButton text={text} language={language} />
    </div>
  );
}
