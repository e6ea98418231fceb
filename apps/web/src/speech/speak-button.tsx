import type { Language } from "@fluentfusion/core";
import { useMessages } from "../messages/use-messages.tsx";
import { IconButton } from "../ui/button.tsx";
import { useVoice } from "./use-voice.ts";

/** Speaks a text of the course; absent where the device has no voice for its language. */
export function SpeakButton({ text, language }: { text: string; language: Language }) {
  const { t } = useMessages();
  const voice = useVoice(language);
  if (voice.state !== "ready") return null;
  return <IconButton icon="speaker" label={t("lesson.speak", { text })} onClick={() => voice.speak(text)} />;
}
