import type { Category, Difficulty, Language } from "@fluentfusion/core";
import type { z } from "zod";
import type { ItemFile } from "./files/item-file.ts";
import type { LessonFile } from "./files/lesson-file.ts";
import type { JudgedFile, NoteFile, OverlapFile, RejectedFile, SourceFile } from "./files/reference-files.ts";

type AuthoredItem = z.output<typeof ItemFile>[number];

/** Where something was authored: `items/food.yaml:12`. */
export type Place = string;

export type Wording = AuthoredItem["english"];
export type Source = z.output<typeof SourceFile>[string];
export type Rejected = z.output<typeof RejectedFile>[number];
export type Judged = z.output<typeof JudgedFile>[number] & { readonly at: Place };
export type Overlap = z.output<typeof OverlapFile>[number];
export type Note = z.output<typeof NoteFile>[number] & { readonly at: Place };

/** A word or phrase in the three languages. Its category is the name of its file. */
export interface Item extends Omit<AuthoredItem, Language | "sources"> {
  readonly at: Place;
  readonly category: Category;
  readonly wording: Readonly<Record<Language, Wording>>;
  /** `place` says where in the source, "" for all of it. */
  readonly sources: readonly { readonly id: string; readonly place: string }[];
}

/** A lesson; category, difficulty and number are in the name of its file. */
export type Lesson = z.output<typeof LessonFile> & {
  readonly at: Place;
  /** `greetings-beginner-1` */
  readonly id: string;
  readonly category: Category;
  readonly difficulty: Difficulty;
  /** Counts the lessons of one category and difficulty. */
  readonly number: number;
};

/** All that was authored, in the order of the course. */
export interface Course {
  readonly items: readonly Item[];
  /** Beginner lessons of all categories, then intermediate, then advanced ones. */
  readonly lessons: readonly Lesson[];
  readonly notes: readonly Note[];
  readonly sources: Readonly<Record<string, Source>>;
  readonly rejected: readonly Rejected[];
  readonly overlaps: readonly Overlap[];
  readonly judged: readonly Judged[];
}
