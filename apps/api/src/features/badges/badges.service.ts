import type { Badge, EarnedBadge } from "@fluentfusion/contract";
import { BADGES } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { listEarned } from "./badges.queries.ts";

const CATALOGUE: readonly Badge[] = BADGES.map(({ id, name, description, icon }) => ({
  id,
  name,
  description,
  icon,
}));

/** Every badge there is. */
export function listBadges(): Badge[] {
  return [...CATALOGUE];
}

/** The badges that the learner has earned, the first one first. */
export async function listMyBadges({ deps, actor }: ActorContext): Promise<EarnedBadge[]> {
  const earned = await listEarned(deps.db, actor.userId);
  return earned.flatMap(({ badgeId, earnedAt }) => {
    const badge = CATALOGUE.find(({ id }) => id === badgeId);
    return badge === undefined ? [] : [{ ...badge, earnedAt: earnedAt.toISOString() }];
  });
}
