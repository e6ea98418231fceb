import type { Language } from "@fluentfusion/core";
import { useId, useState } from "react";
import { InLanguage } from "../../../ui/in-language.tsx";

interface OptionListProps {
  readonly legend: string;
  readonly options: readonly { readonly id: string; readonly text: string }[];
  readonly language: Language;
  readonly locked: boolean;
  readonly onPick: (optionId: string) => void;
}

/** Radio buttons as large cards: arrow keys, touch and screen readers work as everywhere. */
export function OptionList({ legend, options, language, locked, onPick }: OptionListProps) {
  const name = useId();
  const [picked, setPicked] = useState<string | null>(null);
  return (
    <fieldset className="options" disabled={locked}>
      <legend className="visually-hidden">{legend}</legend>
      {options.map((option) => (
        <label key={option.id} className="option">
          <input
            type="radio"
            name={name}
            value={option.id}
            checked={picked === option.id}
            onChange={() => {
              setPicked(option.id);
              onPick(option.id);
            }}
          />
          <span className="option-mark" aria-hidden="true" />
          <InLanguage language={language}>{option.text}</InLanguage>
        </label>
      ))}
    </fieldset>
  );
}
