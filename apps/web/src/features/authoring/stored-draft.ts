import type { Draft } from "@fluentfusion/contract";
import { forgetStored, readStored, writeStored } from "../../ui/stored.ts";

const PREFIX = "ff.draft.";

/** What an author has written since the draft was last saved, and the version that it goes on from. */
export type Unsaved = Pick<Draft, "text" | "version">;

/** What this device keeps of a draft that was left before it was saved; `null` when that is nothing, or saved by now. */
export function readUnsaved({ id, text }: Draft): Unsaved | null {
  try {
    const kept = JSON.parse(readStored(PREFIX + id) ?? "null") as Partial<Unsaved> | null;
    if (typeof kept?.text !== "string" || typeof kept.version !== "number") return null;
    if (kept.text === text) return null;
    return { text: kept.text, version: kept.version };
  } catch {
    return null;
  }
}

export function keepUnsaved(id: string, unsaved: Unsaved | null): void {
  writeStored(PREFIX + id, unsaved === null ? null : JSON.stringify(unsaved));
}

/** Forgets what every draft has unsaved, when another person may use the device next. */
export function forgetAllUnsaved(): void {
  forgetStored(PREFIX);
}
