import { normaliseAnswer } from "@fluentfusion/core";
import type { Course } from "../course.ts";
import { formsOf } from "../wording.ts";

const kinyarwanda = (text: string) => normaliseAnswer(text, "kinyarwanda");
const english = (text: string) => normaliseAnswer(text, "english");

/** No item has a form that is known to be wrong, for its meaning or at all. */
export function checkRejected(course: Course): string[] {
  return course.items.flatMap((item) => {
    const forms = new Set(formsOf(item, "kinyarwanda").map(kinyarwanda));
    const meanings = new Set(formsOf(item, "english").map(english));
    return course.rejected.flatMap((entry) => {
      const form = entry.forms.find((rejected) => forms.has(kinyarwanda(rejected)));
      const meansIt = entry.saidToMean.some((meaning) => meanings.has(english(meaning)));
      if (form === undefined || (entry.wrong === "for-this-meaning" && !meansIt)) return [];
      return [`${item.at} ${item.id}: "${form}" is rejected (${entry.reason})`];
    });
  });
}
