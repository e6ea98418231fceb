import { normaliseAnswer } from "@fluentfusion/core";
import type { Course, Judged } from "../course.ts";
import { type Collision, findCollisions } from "./check-collisions.ts";

export interface CourseCollisions {
  /** Nobody has judged them yet. */
  readonly open: readonly Collision[];
  /** Entries of `judged.yaml` about forms that are accepted no longer, or answer nothing else. */
  readonly idle: readonly Judged[];
}

const keyOf = (item: string, { language, form }: Pick<Judged, "language" | "form">) =>
  JSON.stringify([item, language, normaliseAnswer(form, language)]);

/**
 * Accepted forms that are also what another item teaches: right where the two mean the same, which somebody has to say in
 * `judged.yaml`. What `overlaps.yaml` says does not judge them: it names items that must not be offered beside each other,
 * and left and right are among those without being the same.
 */
export function courseCollisions(course: Course): CourseCollisions {
  const all = findCollisions({ ...course, items: [] }, course.items);
  const judged = new Map(course.judged.map((one) => [keyOf(one.item, one), one]));
  const judgedOf = ({ item, language, form }: Collision) => judged.get(keyOf(item.id, { language, form }));
  const met = new Set(all.map(judgedOf));
  return {
    open: all.filter((one) => {
      const known = judgedOf(one)?.alsoAnswers ?? [];
      return one.others.some((id) => !known.includes(id));
    }),
    idle: course.judged.filter((one) => !met.has(one)),
  };
}
