import { LIMITS, type Language } from "@fluentfusion/core";
import { useId, useRef, useState } from "react";
import { LANGUAGE_TAGS } from "../../../messages/language-tags.ts";
import { T, useMessages } from "../../../messages/use-messages.tsx";
import { SPECIAL_KEYS } from "./special-keys.ts";

interface TextAnswerProps {
  readonly language: Language;
  readonly locked: boolean;
  readonly onText: (text: string) => void;
}

/** A line to write in, with the characters that a keyboard may lack. The phone must not correct what is being learnt. */
export function TextAnswer({ language, locked, onText }: TextAnswerProps) {
  const { t } = useMessages();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");

  const write = (next: string) => {
    setText(next);
    onText(next);
  };

  const insert = (key: string) => {
    const field = input.current;
    if (field === null) return;
    const start = field.selectionStart ?? text.length;
    field.setRangeText(key, start, field.selectionEnd ?? start, "end");
    field.focus();
    write(field.value);
  };

  return (
    <div className="text-answer">
      <label htmlFor={id} className="small">
        <T of="exercise.answer" />
      </label>
      <input
        ref={input}
        id={id}
        className="answer-input"
        data-autofocus
        lang={LANGUAGE_TAGS[language]}
        value={text}
        onChange={(event) => write(event.target.value)}
        readOnly={locked}
        maxLength={LIMITS.answerMaxChars}
        autoCapitalize="none"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="done"
      />
      {!locked && (
        <fieldset className="special-keys" aria-label={t("exercise.keys")}>
          {SPECIAL_KEYS[language].map((key) => (
            <button
              key={key}
              type="button"
              // Keeps the caret where it is.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => insert(key)}
            >
              {key}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** Nothing but spaces is no answer. */
export function textDraft<Kind extends "type" | "cloze" | "listen">(kind: Kind, text: string) {
  return text.trim() === "" ? null : { kind, text };
}
