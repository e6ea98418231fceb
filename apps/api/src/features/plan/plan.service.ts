import type { Plan, SetPlanInput } from "@fluentfusion/contract";
import { planArrival } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { findStanding, goalOf } from "../recommendations/learner-standing.ts";
import { saveSettings } from "../reviews/settings.queries.ts";

const NO_PLAN = { arrival_on: null, minutes_per_day: 10, situations: [] };

/** How ready the learner will be on the day of arrival, with the minutes a day that they have. */
export async function getPlan(ctx: ActorContext): Promise<Plan> {
  const { row, engine } = await findStanding(ctx);
  const settings = row.settings ?? NO_PLAN;
  const goal = goalOf(settings);
  const plan = {
    arrivalOn: settings.arrival_on,
    minutesPerDay: settings.minutes_per_day,
    situations: [...(goal?.categories ?? [])],
  };
  const at = ctx.deps.now().getTime() / 1_000;
  if (engine === null || goal === null || goal.at <= at) return { ...plan, readiness: null };
  const { model, evidence, learner, catalogue } = engine;
  const arrival = planArrival(model, learner, catalogue, {
    at,
    goal,
    minutesPerDay: settings.minutes_per_day,
  });
  return {
    ...plan,
    readiness: {
      daysLeft: arrival.days,
      // A learner's own answers do not make measured what a model learned from simulated ones.
      evidence: evidence === "simulated_prior" ? evidence : arrival.evidence,
      situations: arrival.situations.map((one) => ({
        ...one,
        interval: [one.interval[0], one.interval[1]],
      })),
    },
  };
}

export async function setPlan(ctx: ActorContext, input: SetPlanInput): Promise<Plan> {
  await saveSettings(ctx.deps.db, ctx.actor.userId, input);
  return getPlan(ctx);
}
