import { LANGUAGES, normaliseAnswer, type Language } from "@fluentfusion/core";
import type { Course, Item } from "../course.ts";
import { formsOf } from "../wording.ts";
import { repeated } from "./repeated.ts";

/** Independent strong sources that `high` stands for. */
const STRONG_GROUPS = 2;

function strongGroups(item: Item, course: Course): number {
  const strong = item.sources.flatMap(({ id }) => course.sources[id] ?? []);
  return new Set(
    strong.filter((source) => source.class === "A" || source.class === "B").map(({ group }) => group),
  ).size;
}

/** A hint is shown with the question, so a form of another language in it would be the answer. */
function givesAway(item: Item, language: Language): boolean {
  const { hint } = item.wording[language];
  if (hint === null) return false;
  const words = ` ${normaliseAnswer(hint, language)} `;
  const others = LANGUAGES.filter((other) => other !== language);
  return others.some((other) =>
    formsOf(item, other).some((form) => words.includes(` ${normaliseAnswer(form, other)} `)),
  );
}

/** Ids, sources, hints, and whether confidence and review are what the sources allow. */
export function checkItems(course: Course): string[] {
  const problems: string[] = [];
  const placeOf = new Map<string, string>();
  for (const item of course.items) {
    const say = (reason: string) => problems.push(`${item.at} ${item.id}: ${reason}`);
    const before = placeOf.get(item.id);
    if (before !== undefined) say(`this id is taken at ${before}`);
    placeOf.set(item.id, item.at);
    for (const { id } of item.sources) {
      if (course.sources[id] === undefined) say(`source ${id} is not in sources.yaml`);
    }
    for (const id of repeated(item.sources.map((source) => source.id))) say(`source ${id} is given twice`);
    if (item.confidence === "high" && strongGroups(item, course) < STRONG_GROUPS) {
      say(`confidence high needs ${STRONG_GROUPS} independent sources of class A or B`);
    }
    for (const language of LANGUAGES) {
      if (givesAway(item, language)) say(`the ${language} hint contains the answer in another language`);
    }
    if ((item.confidence === "medium") !== item.review) {
      say("an item of medium confidence has review: true, and no other has");
    }
  }
  for (const id of course.overlaps.flat()) {
    if (!placeOf.has(id)) problems.push(`overlaps.yaml:1 ${id} is no item`);
  }
  return problems;
}
