import type { ExercisePrompt } from "@fluentfusion/contract";
import { T, useMessages } from "../../../messages/use-messages.tsx";

/** What to do, in the language of the interface. */
export function Instruction({ prompt }: { prompt: ExercisePrompt }) {
  const { within } = useMessages();
  if (prompt.kind === "type" || prompt.kind === "listen") {
    const sentence = `exercise.${prompt.kind}` as const;
    return <T of={sentence} with={{ language: within(sentence, `language.${prompt.answerLanguage}`) }} />;
  }
  return <T of={`exercise.${prompt.kind}`} />;
}
