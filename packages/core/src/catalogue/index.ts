export type { Catalogue, CourseLesson, Goal, PracticeItem } from "./catalogue.ts";
export { type ItemForms, meansTheSame } from "./same-meaning.ts";
export { classifyEdit, type ContentEdit, type EditedExercise } from "./classify-edit.ts";
