import type { LearnerView, LookAtLearnerInput } from "@fluentfusion/contract";
import type { Actor } from "../../shared/actor.ts";
import { DomainError } from "../../shared/domain-error.ts";
import { walled } from "../../shared/walled.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { listAttempts } from "../attempts/attempts.service.ts";
import { recordDeed } from "../audit/audit.queries.ts";
import type { UserRow } from "../auth/auth.queries.ts";
import { getPlan } from "../plan/plan.service.ts";
import { summariseProgress } from "../progress/progress.service.ts";
import { whyRecommended } from "../recommendations/explain-lesson.ts";
import { foresee } from "../recommendations/recommendations.service.ts";
import { lockUser } from "./admin.queries.ts";
import { toManagedUser } from "./admin.service.ts";

const ANSWERS_SHOWN = 20;
const LESSONS_SHOWN = 5;

/** The account as one that only reads. */
function readerOf(row: UserRow, sessionId: string): Actor {
  const { id: userId, role, userType, targetLanguage, nativeLanguage, timeZone, joinedAt } = row;
  const about = { role, userType, targetLanguage, nativeLanguage, timeZone, joinedAt };
  return { userId, sessionId, scope: "read", hasSecondFactor: false, ...about };
}

/**
 * Somebody's record, plan and next lessons as they see them themselves, behind the wall of their own rows. That it was
 * looked at, and why, is written down before anything is read. Throws NOT_FOUND.
 */
export async function lookAtLearner(
  { deps, actor }: ActorContext,
  { userId, reason }: LookAtLearnerInput,
): Promise<LearnerView> {
  const row = await deps.db.transaction(async (tx) => {
    const found = await lockUser(tx, userId);
    if (found === null) throw new DomainError("NOT_FOUND");
    const deed = { id: deps.newId(), at: deps.now(), actorId: actor.userId, subjectId: userId };
    await recordDeed(tx, { ...deed, action: "learner.look", detail: { reason } });
    return found;
  });
  const seen: ActorContext = { deps: walled(deps, userId), actor: readerOf(row, actor.sessionId) };
  const [progress, attempts, plan, next] = await Promise.all([
    summariseProgress(seen),
    listAttempts(seen, { limit: ANSWERS_SHOWN, direction: "forward" }),
    getPlan(seen),
    foresee(seen, LESSONS_SHOWN),
  ]);
  const first = next.evidence === "rule" ? undefined : next.items[0];
  return {
    user: toManagedUser(row),
    nativeLanguage: row.nativeLanguage,
    progress,
    answers: attempts.items,
    plan,
    next,
    why: first === undefined ? null : await whyRecommended(seen, first.lesson.id),
  };
}
