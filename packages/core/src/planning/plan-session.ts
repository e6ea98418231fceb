import { indexCatalogue, type CatalogueIndex } from "../catalogue/catalogue-index.ts";
import type { Catalogue, Goal } from "../catalogue/catalogue.ts";
import type { ItemTrace, LearnerState, Model } from "../learner-model/index.ts";
import type { Probability } from "../units.ts";
import { DAY_SECONDS } from "./forgetting.ts";
import { meetingGain, practiceGain } from "./gain.ts";
import { horizonOf, type Horizon } from "./horizon.ts";
import { inOrder } from "./item-order.ts";
import { estimateMemory } from "./memory-estimate.ts";
import { hashText } from "../learner-model/persistent-map.ts";
import { askAgainShare } from "./ask-again.ts";
import { answersPerDay, answersToRight, repeatsOf, secondsPerAnswer } from "./pace.ts";
import { recallOf, type MemoryEstimate } from "./recall-curve.ts";
import { NEW_COST, reviewTarget } from "./review-target.ts";

/** `weak`: its last answer was wrong; `ahead`: neither due nor weak, but there is time for it. */
export type PracticeRole = "due" | "weak" | "new" | "ahead";

export interface PlannedItem {
  readonly item: string;
  readonly role: PracticeRole;
  /** Recall expected when the session begins; 0 for a new item. */
  readonly recall: Probability;
  /** What it will take, by this learner's pace and with what it is asked again in the sitting. */
  readonly seconds: number;
  /** Whether it is asked again in the sitting, until it is right, if it goes wrong. */
  readonly again: boolean;
}

export interface SessionPlan {
  /** To be practised in this order; each item once, and not first the one that was practised last. */
  readonly items: readonly PlannedItem[];
  /** Sum of the items' seconds, at most the minutes that were asked for. */
  readonly seconds: number;
}

export interface SessionOptions {
  /** Now, epoch seconds. */
  readonly at: number;
  /** Time there is, > 0; anything else plans nothing. */
  readonly minutes: number;
  /** null or left out: what is learned shall last for `DEFAULT_HORIZON_DAYS`. */
  readonly goal?: Goal | null;
}

/** So near to the goal there is no time for a second review: what counts is what this one adds. */
const LAST_DAYS = 2;

const LONG_WAIT_SECONDS = 30 * DAY_SECONDS;

/** An item that was right so lately teaches nothing when it is asked again. */
const TOO_SOON_SECONDS = 600;

/**
 * Which items to practise now, in order.
 *
 * Reviews come first: items whose recall has fallen below the target of the look-ahead (`reviewTarget`). Then new ones in
 * the order of the course, the goal's situations before the others. Then, with time left, what is least known. In the
 * last two days before the goal everything is ranked by what practising it adds to its recall on that day.
 */
export function planSession(
  model: Model,
  learner: LearnerState,
  catalogue: Catalogue,
  { at, minutes, goal }: SessionOptions,
): SessionPlan {
  const budget = Number.isFinite(minutes) ? Math.max(0, minutes * 60) : 0;
  const now = Number.isFinite(at) ? at : learner.learner.lastAt;
  const index = indexCatalogue(model, catalogue);
  const memory = estimateMemory(learner);
  const horizon = horizonOf(now, goal);
  const seconds = secondsPerAnswer(learner);
  const perDay = answersPerDay(learner, { at: now, budget });
  const share = askAgainShare(learner.learner.corrections);
  const correction = answersToRight(learner);
  const repeats = repeatsOf(learner);
  const outlook = { days: horizon.days, answersPerDay: perDay, items: index.items.size, repeats };
  const target = reviewTarget(memory, outlook);
  const rank = { memory, horizon, target, repeats };
  const candidates = [
    ...metItems(learner, index, rank),
    ...newItems(learner, catalogue, { index, goal, most: budget / seconds, rank }),
  ].toSorted((a, b) => b.worth - a.worth);
  const chosen: PlannedItem[] = [];
  let used = 0;
  for (const { item, role, recall, answers, failures } of candidates) {
    const again = hashText(`${item} ${learner.learner.rows}`) % 1000 < 1000 * share;
    const taken = seconds * (answers + (again ? failures * correction : 0));
    if (used + taken > budget) break;
    chosen.push({ item, role, recall, seconds: taken, again });
    used += taken;
  }
  return { items: inOrder(chosen, learner), seconds: used };
}

interface Rank {
  readonly memory: MemoryEstimate;
  readonly horizon: Horizon;
  readonly target: Probability;
  /** Answers that follow a failure within the sitting, by what this learner's sittings were like so far. */
  readonly repeats: number;
}

interface Candidate extends Pick<PlannedItem, "item" | "role" | "recall"> {
  /** What asking it once takes, in right answers. */
  readonly answers: number;
  /** Failures to be expected of that. */
  readonly failures: number;
  /** Orders candidates: reviews in (1, 2), new ones at 1, the rest below; near the goal, gain per answer. */
  readonly worth: number;
}

function isLast({ dated, days }: Horizon): boolean {
  return dated && days <= LAST_DAYS;
}

function metItems(learner: LearnerState, index: CatalogueIndex, rank: Rank): Candidate[] {
  const found: Candidate[] = [];
  for (const [item, trace] of learner.items.entries()) {
    const gap = Math.max(0, rank.horizon.at - trace.lastAt);
    if (!index.items.has(item) || (trace.last > 0 && gap < TOO_SOON_SECONDS)) continue;
    const recall = recallOf(rank.memory, trace.reviews, gap);
    const role = recall >= rank.target ? "ahead" : trace.last < 0 ? "weak" : "due";
    found.push({
      item,
      role,
      recall,
      answers: 1,
      failures: 1 - recall,
      worth: worthOf(trace, { recall, role, rank }),
    });
  }
  return found;
}

/** Of what is due, first what has waited longest, so that nothing is left behind; of the rest, what is least known. */
function worthOf(
  trace: ItemTrace,
  { recall, role, rank }: { recall: Probability; role: PracticeRole; rank: Rank },
): number {
  if (isLast(rank.horizon))
    return practiceGain(rank.memory, trace, rank.horizon) / (1 + (1 - recall) * rank.repeats);
  const waited = 1 - Math.exp(-Math.max(0, rank.horizon.at - trace.lastAt) / LONG_WAIT_SECONDS);
  return role === "ahead" ? 1 - recall : 1 + waited;
}

/** The first items, in the order of the course, that the learner never met. */
function newItems(
  learner: LearnerState,
  { lessons }: Catalogue,
  {
    index,
    goal,
    most,
    rank,
  }: { index: CatalogueIndex; goal: Goal | null | undefined; most: number; rank: Rank },
): Candidate[] {
  const worth = isLast(rank.horizon) ? meetingGain(rank.memory, rank.horizon) / (NEW_COST + rank.repeats) : 1;
  const wanted = new Set(goal?.categories ?? []);
  const found = new Map<string, Candidate>();
  const meet = (item: string): void => {
    if (!index.items.has(item) || learner.items.get(item) !== undefined) return;
    found.set(item, { item, role: "new", recall: 0, answers: NEW_COST, failures: 1, worth });
  };
  for (const first of [true, false]) {
    for (const lesson of lessons) {
      if (found.size >= most) return [...found.values()];
      if (wanted.has(lesson.category) === first) lesson.items.forEach(meet);
    }
  }
  index.loose.forEach(meet);
  return [...found.values()];
}
