export {
  type Authored,
  baseHash,
  checkAuthored,
  parseAuthored,
  type ParsedAuthored,
  type Problem,
  readLessonName,
  withAuthored,
  writeAuthored,
} from "./authored.ts";
export { buildItems, lexiconForms } from "./build/build-items.ts";
export { buildEachLesson, buildLessonNamed, buildLessons, LANGUAGE_PAIRS } from "./build/build-lessons.ts";
export type { BuiltExercise, BuiltItem, BuiltLesson, LessonEntry, LessonNote } from "./build/built-lesson.ts";
export { collisionLine } from "./check/check-collisions.ts";
export { courseCollisions } from "./check/course-collisions.ts";
export { checkCourse } from "./check/check-course.ts";
export { courseHash } from "./course-hash.ts";
export type { Course, Item, Lesson, Note } from "./course.ts";
export { COURSE_FOLDER, readCourse, type ReadCourse } from "./read-course.ts";
