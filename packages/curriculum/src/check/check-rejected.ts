import { normaliseAnswer } from "@fluentfusion/core";
import type { Course } from "../course.ts";
import { formsOf } from "../wording.ts";

const kinyarwanda = (text: string) => normaliseAnswer(text, "kinyarwanda");
const english = (text: string) => normaliseAnswer(text, "english");

/** No item has a form that is known to be wrong, for its meaning or at all. */
export function checkRejected(course: Course): string[] {
  const rejected = course.rejected.map(({ forms, saidToMean, ...entry }) => ({
    ...entry,
    forms: forms.map((form) => ({ form, normal: kinyarwanda(form) })),
    saidToMean: saidToMean.map(english),
  }));
  return course.items.flatMap((item) => {
    const forms = new Set(formsOf(item, "kinyarwanda").map(kinyarwanda));
    const meanings = new Set(formsOf(item, "english").map(english));
    return rejected.flatMap((entry) => {
      const found = entry.forms.find(({ normal }) => forms.has(normal));
      const meansIt = entry.saidToMean.some((meaning) => meanings.has(meaning));
      if (found === undefined || (entry.wrong === "for-this-meaning" && !meansIt)) return [];
      return [`${item.at} ${item.id}: "${found.form}" is rejected (${entry.reason})`];
    });
  });
}
