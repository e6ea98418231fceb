import type { Catalogue, Goal, PracticeItem } from "../catalogue/catalogue.ts";
import { indexCatalogue } from "../catalogue/catalogue-index.ts";
import type { LearnerState, Model } from "../learner-model/index.ts";
import type { Probability } from "../units.ts";
import { recallAt } from "./forgetting.ts";
import { secondsPerAnswer } from "./pace.ts";

/** `weak`: its last answer was wrong; `again`: a second time in this session. */
export type PracticeRole = "due" | "weak" | "new" | "again";

export interface PlannedItem {
  readonly item: string;
  readonly role: PracticeRole;
  /** Recall expected when the session begins; 0 for a new item. */
  readonly recall: Probability;
  /** What it will take, by this learner's pace. */
  readonly seconds: number;
}

export interface SessionPlan {
  /** To be practised in this order; never the same item twice in a row. */
  readonly items: readonly PlannedItem[];
  /** Sum of the items' seconds, at most the minutes that were asked for. */
  readonly seconds: number;
}

export interface SessionOptions {
  /** Now, epoch seconds. */
  readonly at: number;
  /** Time there is, > 0; anything else plans nothing. */
  readonly minutes: number;
  /** null or left out: what is learned shall last. */
  readonly goal?: Goal | null;
}

const TARGET = 0.9;

/** Which items to practise now, in order: what is due, what is weak, then what is new, within the minutes. */
export function planSession(
  model: Model,
  learner: LearnerState,
  catalogue: Catalogue,
  { at, minutes }: SessionOptions,
): SessionPlan {
  const index = indexCatalogue(model, catalogue);
  const pace = secondsPerAnswer(learner);
  const known: PlannedItem[] = [];
  for (const [id, trace] of learner.items.entries()) {
    if (!index.items.has(id)) continue;
    const recall = recallAt(trace, at);
    if (trace.last < 0) known.push({ item: id, role: "weak", recall, seconds: pace });
    else if (recall < TARGET) known.push({ item: id, role: "due", recall, seconds: pace });
  }
  known.sort((a, b) => a.recall - b.recall || (a.item < b.item ? -1 : 1));
  const fresh = unmet(learner, catalogue, index.items).map((item): PlannedItem => ({
    item: item.id,
    role: "new",
    recall: 0,
    seconds: pace * 1.5,
  }));
  const items: PlannedItem[] = [];
  let seconds = 0;
  for (const next of [...known, ...fresh]) {
    if (!(seconds + next.seconds <= minutes * 60)) break;
    items.push(next);
    seconds += next.seconds;
  }
  return { items, seconds };
}

/** Items that the learner never met, in the order of the course. */
function unmet(
  learner: LearnerState,
  catalogue: Catalogue,
  items: ReadonlyMap<string, PracticeItem>,
): PracticeItem[] {
  const inOrder = new Set([...catalogue.lessons.flatMap((lesson) => lesson.items), ...items.keys()]);
  return [...inOrder].flatMap((id) => {
    const item = items.get(id);
    return item === undefined || learner.items.get(id) !== undefined ? [] : [item];
  });
}
