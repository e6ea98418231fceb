import { meaningOf } from "../wording.ts";
import type { Task } from "./choice.ts";
import type { LessonDraft, SlottedItem } from "./lesson-draft.ts";
import { seededOrder } from "./seeded-order.ts";

const MIN_PAIRS = 4;
const MAX_PAIRS = 5;

const byId = ({ item }: SlottedItem) => item.id;

/** The other side of a match. Pairs that all stand side by side would need no reading, so one step moves them on. */
function acrossFrom(left: readonly SlottedItem[], seed: string): SlottedItem[] {
  const right = seededOrder(left, seed, byId);
  return right.every((pair, i) => pair === left[i]) ? [...right.slice(1), ...right.slice(0, 1)] : right;
}

/** Pairs of the first items by slot, none of which could also be paired with another; null if they are too few. */
export function makeMatch(draft: LessonDraft): Task | null {
  const { index, target, native, slug } = draft;
  const chosen: SlottedItem[] = [];
  for (const candidate of draft.items.toSorted((a, b) => a.slot - b.slot)) {
    if (chosen.length === MAX_PAIRS) break;
    if (!chosen.some(({ item }) => index.overlap(item, candidate.item))) chosen.push(candidate);
  }
  if (chosen.length < MIN_PAIRS) return null;
  const left = seededOrder(chosen, `${slug} match left`, byId);
  const right = acrossFrom(left, `${slug} match right`);
  return {
    prompt: {
      kind: "match",
      leftLanguage: target,
      rightLanguage: native,
      left: left.map(({ item }, i) => ({ id: `l${i + 1}`, text: item.wording[target].text })),
      right: right.map(({ item }, i) => ({ id: `r${i + 1}`, text: meaningOf(item, native) })),
    },
    key: {
      kind: "match",
      pairs: left.map((pair, i) => [`l${i + 1}`, `r${right.indexOf(pair) + 1}`] as const),
    },
  };
}
