import type { LessonPack, LexiconPack } from "@fluentfusion/contract";
import { buildLexicon, type Lexicon, type LexiconForm } from "@fluentfusion/core";
import { deviceStore } from "../device/device-store.ts";

export interface DeviceCourse {
  readonly lessons: readonly LessonPack[];
  readonly lexicon: Lexicon;
}

/** The lessons on this device in their order; `null` when there are none that can be graded. */
export async function readCourse(): Promise<DeviceCourse | null> {
  const packs = (await (await deviceStore())?.packs()) ?? [];
  const lexicon = packs.find(({ id }) => id === "lexicon");
  if (lexicon === undefined) return null;
  const { forms } = JSON.parse(lexicon.text) as LexiconPack;
  const lessons = packs
    .filter(({ id }) => id !== "lexicon")
    .map(({ text }) => JSON.parse(text) as LessonPack)
    .toSorted((a, b) => (a.lesson.slug < b.lesson.slug ? -1 : 1));
  return { lessons, lexicon: buildLexicon(forms as LexiconForm[]) };
}
