import type { ExercisePrompt } from "@fluentfusion/contract";
import { T, useMessages } from "../../../messages/use-messages.tsx";

/** What to do, in the language of the interface. */
export function Instruction({ prompt }: { prompt: ExercisePrompt }) {
  const { t } = useMessages();
  if (prompt.kind === "type" || prompt.kind === "listen")
    return <T of={`exercise.${prompt.kind}`} with={{ language: t(`language.${prompt.answerLanguage}`) }} />;
  return <T of={`exercise.${prompt.kind}`} />;
}
