import type { Catalogue } from "../catalogue/catalogue.ts";
import type { LearnerState, Model } from "../learner-model/index.ts";
import type { RecommendOptions } from "./options.ts";
import type { LessonRecord } from "./policy.ts";
import { bestCandidates, rankLessons, type Block, type Ranking } from "./rank-lessons.ts";
import type { Term } from "./terms.ts";

/** The least that has to be different for a lesson to be first. */
export interface Change {
  /** Lessons to finish before it, in the order of the course. */
  readonly finish: readonly string[];
  /** The lesson has been done: it is opened again. */
  readonly reopen: boolean;
  /** The lesson was dismissed: that is taken back. */
  readonly undismiss: boolean;
  /** What the learner's wish for it has to add to its score, in items recalled per minute; 0 for nothing. */
  readonly wish: number;
}

export interface WhyNot {
  readonly lessonId: string;
  /** `OUTRANKED`: nothing is in its way but better ones; `FIRST`: it is first already. */
  readonly block: Block | { readonly code: "OUTRANKED"; readonly by: string } | { readonly code: "FIRST" };
  readonly score: number;
  readonly terms: readonly Term[];
  /** null when nothing would: the lesson has no items. */
  readonly change: Change | null;
}

/** A lesson's score in its terms, which sum to it exactly; null for a lesson that does not exist. */
export function why(
  model: Model,
  learner: LearnerState,
  catalogue: Catalogue,
  query: { readonly lessonId: string; readonly options: RecommendOptions },
): { readonly score: number; readonly terms: readonly Term[] } | null {
  const ranking = rankLessons(model, learner, catalogue, query.options);
  const position = ranking.index.positions.get(query.lessonId);
  if (position === undefined) return null;
  const terms = ranking.termsOf(position);
  return { score: ranking.scoreOf(position), terms };
}

/** A wish that is a little stronger than the gap it closes, so that rounding cannot undo it. */
const MARGIN = 1e-9;

/** Why a lesson is not first, and the smallest change that would put it there; null for a lesson that does not exist. */
export function whyNot(
  model: Model,
  learner: LearnerState,
  catalogue: Catalogue,
  query: { readonly lessonId: string; readonly options: RecommendOptions },
): WhyNot | null {
  const { lessonId } = query;
  const ranking = rankLessons(model, learner, catalogue, query.options);
  const position = ranking.index.positions.get(lessonId);
  if (position === undefined) return null;
  const terms = ranking.termsOf(position);
  const score = ranking.scoreOf(position);
  const block = ranking.blockOf(position);
  if (block?.code === "EMPTY") return { lessonId, block, score, terms, change: null };
  const freed: Change = {
    finish: missingBefore(lessonId, ranking),
    reopen: standsDone(ranking, position),
    undismiss: query.options.dismissed?.includes(lessonId) === true,
    wish: 0,
  };
  if (block !== null && freed.finish.length > 0)
    return { lessonId, block, score, terms, change: { ...freed, wish: wishAboveAll(ranking, position) } };
  const after = rankLessons(
    model,
    learner,
    catalogue,
    changedOptions(ranking, { lessonId, change: freed, at: ranking.options.at }),
  );
  const first = bestCandidates(after, 2).find((candidate) => candidate.position !== position);
  const gap = (first?.score ?? -Infinity) - after.scoreOf(position);
  const wish = gap < 0 ? 0 : gap + MARGIN;
  const by = first === undefined ? undefined : catalogue.lessons[first.position]?.id;
  const outranked =
    wish === 0 || by === undefined ? { code: "FIRST" as const } : { code: "OUTRANKED" as const, by };
  return { lessonId, block: block ?? outranked, score, terms, change: { ...freed, wish } };
}

/**
 * What puts a lesson first whatever the learner will know once the lessons before it are solved: what is learned there, and how well,
 * changes the scores of all, so no smaller wish is sure to.
 */
function wishAboveAll(ranking: Ranking, position: number): number {
  let most = 0;
  for (let other = 0; other < ranking.lessons.length; other += 1)
    if (other !== position) most = Math.max(most, ranking.mostOf(other));
  return Math.max(0, most - ranking.wishOf(position)) + MARGIN;
}

/** Done, while others are not: then it is no candidate until it is opened again. */
function standsDone(ranking: Ranking, position: number): boolean {
  return ranking.standing.done[position] === 1 && ranking.blockOf(position) !== null;
}

/**
 * The options of `recommend` as they would be after a change: with them, and the learner who has finished what there was to
 * finish by then, it ranks the lesson first.
 */
export function applyChange(
  model: Model,
  learner: LearnerState,
  catalogue: Catalogue,
  query: {
    readonly lessonId: string;
    readonly options: RecommendOptions;
    readonly change: Change;
    /** When it is made, epoch seconds. */
    readonly at: number;
  },
): RecommendOptions {
  return changedOptions(rankLessons(model, learner, catalogue, query.options), query);
}

function changedOptions(
  { options, standing, lessons }: Ranking,
  { lessonId, change, at: now }: { readonly lessonId: string; readonly change: Change; readonly at: number },
): RecommendOptions {
  const at = now * 1_000;
  const records = new Map<string, LessonRecord>();
  lessons.forEach(({ id }, position) => {
    if (standing.begun[position] !== 1) return;
    const completedAt = standing.done[position] === 1 ? at : null;
    records.set(id, { lessonId: id, score: 0, completedAt, lastAt: at });
  });
  for (const id of change.finish) records.set(id, { lessonId: id, score: 100, completedAt: at, lastAt: at });
  const own = records.get(lessonId);
  if (change.reopen && own !== undefined) records.set(lessonId, { ...own, completedAt: null });
  const { seed: _, ...settled } = options;
  return {
    ...settled,
    at: now,
    records: [...records.values()],
    dismissed: (options.dismissed ?? []).filter((id) => !change.undismiss || id !== lessonId),
    wishes: { ...options.wishes, [lessonId]: (options.wishes?.[lessonId] ?? 0) + change.wish },
  };
}

/** Prerequisites that are not done, theirs before them. */
function missingBefore(lessonId: string, ranking: Ranking): string[] {
  const { lessons, index } = ranking;
  const found = new Set<string>();
  const visited = new Set([lessonId]);
  const visit = (id: string): void => {
    const prerequisites = lessons[index.positions.get(id) ?? -1]?.prerequisites ?? [];
    for (const before of prerequisites) {
      const position = index.positions.get(before);
      if (position === undefined || !ranking.isOpen(position) || visited.has(before)) continue;
      visited.add(before);
      visit(before);
      found.add(before);
    }
  };
  visit(lessonId);
  return [...found];
}
