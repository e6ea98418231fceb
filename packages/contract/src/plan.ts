import { z } from "zod";
import { CategoryField, LocalDay } from "./fields.ts";

const Share = z.number().min(0).max(1);

export const SetPlanInput = z.strictObject({
  /** `null` for no date in sight. */
  arrivalOn: LocalDay.nullable(),
  minutesPerDay: z.number().int().min(1).max(240),
  /** What matters most on arrival; empty for all alike. */
  situations: z.array(CategoryField).max(6).default([]),
});
export type SetPlanInput = z.infer<typeof SetPlanInput>;

/** How much of each situation will be recalled on the day of arrival. */
export const Plan = z.object({
  arrivalOn: LocalDay.nullable(),
  minutesPerDay: z.number().int(),
  situations: z.array(CategoryField),
  /** `null` without a date ahead, or without a model. */
  readiness: z
    .object({
      daysLeft: z.number().nonnegative(),
      evidence: z.enum(["answers", "simulated_prior"]),
      situations: z.array(
        z.object({
          category: CategoryField,
          items: z.number().int(),
          now: Share,
          mean: Share,
          /** Holds the share 8 times in 10. */
          interval: z.tuple([Share, Share]),
          status: z.enum(["ON_TRACK", "AT_RISK", "NOT_REACHABLE", "NOT_ENOUGH_EVIDENCE"]),
        }),
      ),
    })
    .nullable(),
});
export type Plan = z.infer<typeof Plan>;
