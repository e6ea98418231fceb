import type { Language } from "@fluentfusion/core";
import { useCallback, useEffect, useSyncExternalStore } from "react";
import { LANGUAGE_TAGS } from "../messages/language-tags.ts";

const SLOW_RATE = 0.6;
/** Browsers load voices late and some never say that there are none. */
const PATIENCE_MS = 1500;

let isPatienceOver = false;
const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};

/** One wait for the whole page, begun by the first that asks. */
function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    globalThis.speechSynthesis?.addEventListener("voiceschanged", tell);
    setTimeout(() => {
      isPatienceOver = true;
      tell();
    }, PATIENCE_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) globalThis.speechSynthesis?.removeEventListener("voiceschanged", tell);
  };
}

/** A voice of the language itself: another language's voice would teach a wrong pronunciation. */
function findVoice(tag: string): SpeechSynthesisVoice | null {
  const voices = globalThis.speechSynthesis?.getVoices() ?? [];
  const own = voices.filter((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === tag);
  return own.find((voice) => voice.localService) ?? own[0] ?? null;
}

export interface Voice {
  readonly state: "waiting" | "ready" | "none";
  readonly speak: (text: string, slowly?: boolean) => void;
}

/** The device's own voice for a language. */
export function useVoice(language: Language): Voice {
  const tag = LANGUAGE_TAGS[language];
  const voice = useSyncExternalStore(subscribe, () => findVoice(tag));
  const waited = useSyncExternalStore(subscribe, () => isPatienceOver);

  const speak = useCallback(
    (text: string, slowly = false) => {
      if (voice === null) return;
      const utterance = new SpeechSynthesisUtterance(text);
      utterance.voice = voice;
      utterance.lang = voice.lang;
      utterance.rate = slowly ? SLOW_RATE : 1;
      speechSynthesis.cancel();
      speechSynthesis.speak(utterance);
    },
    [voice],
  );

  useEffect(() => () => globalThis.speechSynthesis?.cancel(), []);

  return { state: voice !== null ? "ready" : waited ? "none" : "waiting", speak };
}
