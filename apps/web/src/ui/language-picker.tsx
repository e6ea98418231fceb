import { LANGUAGES } from "@fluentfusion/core";
import { LANGUAGE_TAGS, OWN_NAMES } from "../messages/language-tags.ts";
import { useMessages } from "../messages/use-messages.tsx";
import { Icon } from "./icon.tsx";
import "./language-picker.css";

/** Chooses the interface language; each is named in its own words. */
export function LanguagePicker({ label }: { label: string }) {
  const { language, setLanguage } = useMessages();
  return (
    <label className="language-picker">
      <Icon name="globe" size={20} />
      <span className="visually-hidden">{label}</span>
      <select
        value={language}
        onChange={(event) => {
          const chosen = LANGUAGES.find((other) => other === event.target.value);
          if (chosen) setLanguage(chosen);
        }}
      >
        {LANGUAGES.map((other) => (
          <option key={other} value={other} lang={LANGUAGE_TAGS[other]}>
            {OWN_NAMES[other]}
          </option>
        ))}
      </select>
    </label>
  );
}
