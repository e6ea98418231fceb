import { useState } from "react";
import { LANGUAGES } from "@fluentfusion/core";
import { LANGUAGE_TAGS, OWN_NAMES } from "../../messages/language-tags.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Choices } from "../../ui/choices.tsx";
import { keepTheme, storedTheme, THEMES } from "../../ui/theme.ts";

/** What belongs to this device: the language of the interface and its colours. */
export function AppSettings() {
  const { language, setLanguage } = useMessages();
  const [theme, setTheme] = useState(storedTheme);
  return (
    <>
      <Choices
        legend={<T of="app.language" />}
        value={language}
        onChange={setLanguage}
        options={LANGUAGES.map((value) => ({
          value,
          label: <span lang={LANGUAGE_TAGS[value]}>{OWN_NAMES[value]}</span>,
        }))}
      />
      <Choices
        legend={<T of="app.theme" />}
        value={theme}
        onChange={(chosen) => {
          keepTheme(chosen);
          setTheme(chosen);
        }}
        options={THEMES.map((value) => ({ value, label: <T of={`app.theme.${value}`} /> }))}
      />
    </>
  );
}
