export type { Catalogue, CourseLesson, Goal, PracticeItem } from "./catalogue.ts";
