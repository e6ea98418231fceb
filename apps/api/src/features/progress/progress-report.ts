import type { ProgressReport, ReportInput } from "@fluentfusion/contract";
import { DAY_MS, LIMITS, localDay } from "@fluentfusion/core";
import { DomainError } from "../../shared/domain-error.ts";
import type { ActorContext } from "../../trpc/context.ts";
import { listLessonEvidence } from "./lesson-records.ts";
import { listDays } from "./progress.queries.ts";
import { toLessonProgress } from "./progress.service.ts";

const DAYS_SHOWN = 28;

const daysBefore = (day: string, days: number) =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/**
 * What a learner did in a time, from the sums by day that the fold keeps: its cost does not grow with the log.
 *
 * Throws INPUT_INVALID for a time that ends before it begins, or that is longer than a year.
 */
export async function reportProgress(ctx: ActorContext, input: ReportInput): Promise<ProgressReport> {
  const { deps, actor } = ctx;
  const to = input.to ?? localDay(deps.now().getTime(), actor.timeZone);
  const from = input.from ?? daysBefore(to, DAYS_SHOWN - 1);
  if (from > to || daysBefore(to, LIMITS.reportMaxDays - 1) > from) {
    const message = `a time of 1 to ${LIMITS.reportMaxDays} days`;
    throw new DomainError("INPUT_INVALID", {}, [{ path: ["from"], code: "custom", message }]);
  }
  const [days, evidence, catalogue] = await Promise.all([
    listDays(deps.db, actor.userId, from, to),
    listLessonEvidence(ctx),
    deps.catalogue.current(),
  ]);
  const completed = evidence
    .flatMap((one) => {
      const lesson = catalogue.byId.get(one.lessonId);
      if (lesson === undefined || one.completedAt === null) return [];
      const day = localDay(one.completedAt, actor.timeZone);
      return day >= from && day <= to ? [{ one, lesson, at: one.completedAt }] : [];
    })
    .toSorted((a, b) => b.at - a.at)
    .map(({ one, lesson }) => toLessonProgress(one, lesson));
  return {
    from,
    to,
    days,
    totals: {
      activeDays: days.length,
      answers: sum(days.map(({ answers }) => answers)),
      right: sum(days.map(({ right }) => right)),
      elapsedMs: sum(days.map(({ elapsedMs }) => elapsedMs)),
      xp: sum(days.map(({ xp }) => xp)),
    },
    completed,
  };
}
