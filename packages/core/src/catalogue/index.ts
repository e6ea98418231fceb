export type { Catalogue, CourseLesson, Goal, PracticeItem } from "./catalogue.ts";
export { classifyEdit, type ContentEdit, type EditedExercise } from "./classify-edit.ts";
