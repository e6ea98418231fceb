import type { StarterCourse } from "@fluentfusion/api";
import {
  buildItems,
  buildLessons,
  type Course,
  COURSE_FOLDER,
  courseHash,
  readCourse,
} from "@fluentfusion/curriculum";

/** The name of its first lesson. */
export const HELLO = "greetings-beginner-1";

const isForEmergency = ({ category }: { readonly category: string }) => category === "emergency";

/** What the course has for emergencies: a lesson, and all its words and phrases. */
export async function emergencyOfTheCourse(): Promise<Course> {
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const lessons = read.course.lessons.filter(isForEmergency).slice(0, 1);
  return {
    ...read.course,
    lessons: lessons.map((lesson) => ({ ...lesson, prerequisites: [] })),
    overlaps: [],
    items: read.course.items.filter(isForEmergency),
  };
}

/** Two lessons of the starter course with their files: enough to write lessons, and soon published. */
export async function greetingsOfTheCourse(): Promise<Course> {
  const read = await readCourse(COURSE_FOLDER);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  const lessons = read.course.lessons
    .filter(({ category }) => category === "greetings")
    .slice(0, 2)
    .map((lesson) => ({ ...lesson, prerequisites: lesson.prerequisites.filter((id) => id === HELLO) }));
  const items = read.course.items.filter(({ category }) => category === "greetings");
  return { ...read.course, lessons, overlaps: [], items };
}

export const starterOf = (course: Course): StarterCourse => ({
  hash: courseHash(course),
  source: () => Promise.resolve(course),
  load: () =>
    Promise.resolve({ hash: courseHash(course), items: buildItems(course), lessons: buildLessons(course) }),
});
