import type { TeamReport, TeamReportInput } from "@fluentfusion/contract";
import { CATEGORIES, COHORT_MIN, LANGUAGES, planCohorts, toldMean } from "@fluentfusion/core";
import type { ActorContext } from "../../trpc/context.ts";
import { changeTeam } from "./managed.ts";
import { sharesOf } from "./member-shares.ts";
import {
  type CohortRow,
  type CountedMember,
  insertCohort,
  listCohorts,
  listCounted,
  lockForming,
  retireCohorts,
  saveCounting,
  type Shares,
  tellAgain,
} from "./report.queries.ts";
import type { Tx } from "./teams.queries.ts";

function add(sums: Shares, more: Shares, times = 1): Shares {
  return Object.fromEntries(
    CATEGORIES.flatMap((category) => {
      const value = (sums[category] ?? 0) + times * (more[category] ?? 0);
      return category in sums || category in more ? [[category, value]] : [];
    }),
  );
}

/** Counts these members anew: what each of them had in the cohort's sum is replaced. */
async function count(
  tx: Tx,
  ctx: ActorContext,
  cohort: CohortRow,
  members: readonly CountedMember[],
): Promise<CohortRow | null> {
  let { sums } = cohort;
  for (const member of members) {
    const shares = await sharesOf(tx, ctx, member, cohort.targetLanguage);
    if (shares === null) return null;
    if (member.cohortId === cohort.id && member.shares !== null) sums = add(sums, member.shares, -1);
    sums = add(sums, shares);
    const counting = { cohortId: cohort.id, shares, countedSeq: member.lastSeq };
    await saveCounting(tx, cohort.teamId, member.id, counting);
  }
  return { ...cohort, sums, toldAt: ctx.deps.now() };
}

async function readPlan(tx: Tx, teamId: string) {
  const members = await listCounted(tx, teamId);
  const cohorts = await listCohorts(tx, teamId);
  const plan = planCohorts(
    members.map((member) => ({ ...member, hasChanged: member.lastSeq > member.countedSeq })),
    cohorts.map(({ id, targetLanguage, post, size }) => ({ id, language: targetLanguage, post, size })),
  );
  return { members, cohorts, plan };
}

/** What may be told now. Where groups are formed, as it is while nobody else forms any. */
async function planAlone(tx: Tx, teamId: string) {
  const found = await readPlan(tx, teamId);
  if (found.plan.form.length === 0) return found;
  await lockForming(tx);
  return readPlan(tx, teamId);
}

/** Forms and renews what may be told now. */
async function tellWhatMayBeTold(tx: Tx, ctx: ActorContext, teamId: string): Promise<void> {
  const { members, cohorts, plan } = await planAlone(tx, teamId);
  const byId = new Map(members.map((member) => [member.id, member]));
  const now = ctx.deps.now();
  const { form, renew } = plan;
  for (const { language, post, memberIds, replaces } of form) {
    const id = ctx.deps.newId();
    const size = memberIds.length;
    const row = { teamId, id, targetLanguage: language, post, size, sums: {}, toldAt: now, retiredAt: null };
    await insertCohort(tx, row);
    const counted = await count(
      tx,
      ctx,
      row,
      memberIds.flatMap((memberId) => byId.get(memberId) ?? []),
    );
    // Without a model there is nothing to tell yet.
    if (counted === null) throw new NothingToTell();
    await tellAgain(tx, counted);
    await retireCohorts(tx, teamId, replaces, now);
  }
  for (const cohort of cohorts.filter(({ id }) => renew.includes(id))) {
    const counted = await count(
      tx,
      ctx,
      cohort,
      members.filter(({ cohortId }) => cohortId === cohort.id),
    );
    if (counted !== null) await tellAgain(tx, counted);
  }
}

/** Takes back what a report has begun. */
class NothingToTell extends Error {
  override readonly name = "NothingToTell";
}

function toSituations(sums: Shares, people: number): TeamReport["groups"][number]["situations"] {
  return CATEGORIES.flatMap((category) => {
    const sum = sums[category];
    if (sum === undefined) return [];
    const { mean, interval } = toldMean(sum, people);
    return [{ category, mean, interval: [interval[0], interval[1]] }];
  });
}

/** The catalogue as it is now, so that nobody asks for it over a second connection within a transaction. */
async function withCatalogue({ deps, actor }: ActorContext): Promise<ActorContext> {
  const published = await deps.catalogue.current();
  return { deps: { ...deps, catalogue: { ...deps.catalogue, current: async () => published } }, actor };
}

/**
 * How ready a team is for each situation, over groups of five persons at least. Filters choose whole groups, so that no
 * two reports differ by a person: `planCohorts` says why. Throws NOT_FOUND to whoever does not manage the team.
 */
export async function reportTeam(
  caller: ActorContext,
  { teamId, targetLanguage, post }: TeamReportInput,
): Promise<TeamReport> {
  const ctx = await withCatalogue(caller);
  const read = (tell: boolean) =>
    changeTeam(ctx, {
      teamId,
      action: null,
      work: async (tx) => {
        if (tell) await tellWhatMayBeTold(tx, ctx, teamId);
        const members = await listCounted(tx, teamId);
        return { cohorts: await listCohorts(tx, teamId), members };
      },
    });
  const { cohorts, members } = await read(true).catch((error: unknown) => {
    if (error instanceof NothingToTell) return read(false);
    throw error;
  });
  const chosen = cohorts.filter(
    (cohort) =>
      (targetLanguage === undefined || cohort.targetLanguage === targetLanguage) &&
      (post === undefined || cohort.post === post),
  );
  return {
    teamId,
    minimum: COHORT_MIN,
    waiting: members.filter(({ cohortId }) => cohortId === null).length,
    intervalEvidence: "simulated_prior",
    groups: chosen.map((cohort) => ({
      targetLanguage: cohort.targetLanguage,
      post: cohort.post,
      people: cohort.size,
      asOf: cohort.toldAt.toISOString(),
      situations: toSituations(cohort.sums, cohort.size),
    })),
    languages: LANGUAGES.flatMap((language) => {
      const those = chosen.filter((cohort) => cohort.targetLanguage === language);
      if (those.length === 0) return [];
      const people = those.reduce((sum, { size }) => sum + size, 0);
      const sums = those.reduce<Shares>((all, cohort) => add(all, cohort.sums), {});
      return [{ targetLanguage: language, people, situations: toSituations(sums, people) }];
    }),
  };
}
