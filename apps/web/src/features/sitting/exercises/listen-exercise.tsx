import { useState } from "react";
import { T, useMessages } from "../../../messages/use-messages.tsx";
import { useVoice } from "../../../speech/use-voice.ts";
import { Button } from "../../../ui/button.tsx";
import type { ExerciseProps } from "./exercise-props.ts";
import { Question } from "./question.tsx";
import { TextAnswer, textDraft } from "./text-answer.tsx";

/** Without a voice, or where one cannot listen, the text is read instead: the exercise never blocks. */
export function ListenExercise({ prompt, onDraft, locked }: ExerciseProps<"listen">) {
  const { within } = useMessages();
  const voice = useVoice(prompt.speechLanguage);
  const [reads, setReads] = useState(false);
  const language = within("exercise.listen.noVoice", `language.${prompt.speechLanguage}`);
  return (
    <>
      {voice.state === "none" && (
        <p className="small soft">
          <T of="exercise.listen.noVoice" with={{ language }} />
        </p>
      )}
      {voice.state === "none" || reads ? (
        <Question text={prompt.speech} language={prompt.speechLanguage} />
      ) : (
        <div className="row">
          <Button icon="speaker" onClick={() => voice.speak(prompt.speech)}>
            <T of="exercise.listen.play" />
          </Button>
          <Button look="secondary" onClick={() => voice.speak(prompt.speech, true)}>
            <T of="exercise.listen.slow" />
          </Button>
          <Button look="quiet" onClick={() => setReads(true)}>
            <T of="exercise.listen.read" />
          </Button>
        </div>
      )}
      <TextAnswer
        language={prompt.answerLanguage}
        locked={locked}
        onText={(text) => onDraft(textDraft("listen", text))}
      />
    </>
  );
}
