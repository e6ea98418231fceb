import { type Language, planArrival } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { findStanding } from "../recommendations/learner-standing.ts";
import type { CountedMember, Shares } from "./report.queries.ts";
import type { Db, Tx } from "./teams.queries.ts";

/**
 * How much of each situation of a course a member would recall now: the readiness of their own arrival plan for today.
 * `null` where no model is published.
 */
export async function sharesOf(
  tx: Tx,
  { deps, actor }: ActorContext,
  { id, native }: CountedMember,
  language: Language,
): Promise<Shares | null> {
  // They may have turned to another language since; the cohort's is what is told of.
  const targetLanguage = language;
  const nativeLanguage = native === language ? "english" : native;
  const member = { ...actor, userId: id, targetLanguage, nativeLanguage };
  // In the report's own transaction: a second connection for each could leave none for anybody.
  const { engine } = await findStanding({ deps: { ...deps, db: tx as unknown as Db }, actor: member });
  if (engine === null) return null;
  const at = deps.now().getTime() / 1_000;
  const { situations } = planArrival(engine.model, engine.learner, engine.catalogue, {
    at,
    goal: { at, categories: [] },
    minutesPerDay: 0,
  });
  return Object.fromEntries(situations.map(({ category, now }) => [category, now]));
}
