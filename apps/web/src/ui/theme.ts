import { readStored, writeStored } from "./stored.ts";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const STORED_THEME = "ff.theme";

export function storedTheme(): Theme {
  const stored = readStored(STORED_THEME);
  return THEMES.find((theme) => theme === stored) ?? "system";
}

export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

export function keepTheme(theme: Theme): void {
  writeStored(STORED_THEME, theme === "system" ? null : theme);
  applyTheme(theme);
}
