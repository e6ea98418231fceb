import { readStored, writeStored } from "./stored.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** `index.html` takes it up before anything is painted. */
const STORED_THEME = "ff.theme";

export function storedTheme(): Theme {
  const stored = readStored(STORED_THEME);
  return THEMES.find((theme) => theme === stored) ?? "system";
}

function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

export function keepTheme(theme: Theme): void {
  writeStored(STORED_THEME, theme === "system" ? null : theme);
  applyTheme(theme);
}
