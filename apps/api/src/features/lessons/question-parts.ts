import type { QuestionPart } from "@fluentfusion/contract";
import type { ExercisePrompt } from "@fluentfusion/core";

/** What a learner reads or hears, in the languages that it is in. */
export function questionParts(prompt: ExercisePrompt): QuestionPart[] {
  switch (prompt.kind) {
    case "cloze":
      return [
        { text: `${prompt.before} … ${prompt.after}`, language: prompt.answerLanguage },
        { text: prompt.hint, language: prompt.hintLanguage },
      ];
    case "listen":
      return [{ text: prompt.speech, language: prompt.speechLanguage }];
    case "match":
      return [{ text: prompt.left.map(({ text }) => text).join(" · "), language: prompt.leftLanguage }];
    case "dialogue":
      return [
        { text: prompt.situation, language: prompt.situationLanguage },
        { text: prompt.line, language: prompt.lineLanguage },
      ];
    case "choice":
    case "order":
    case "type":
    case "self_check":
      return [{ text: prompt.text, language: prompt.textLanguage }];
  }
}

/** The same in one line. */
export function questionLine(prompt: ExercisePrompt): string {
  return questionParts(prompt)
    .map(({ text }) => text)
    .join(" — ");
}
