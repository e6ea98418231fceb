import type { Language } from "../vocabulary.ts";

/** The fewest persons over whom a figure may be told. */
export const COHORT_MIN = 5;

/** A member of a team as the report sees them. */
export interface CohortMember {
  readonly id: string;
  readonly language: Language;
  readonly post: string;
  /** The cohort that they are counted in now; `null` while they wait for one. */
  readonly cohortId: string | null;
  /** Whether any figure that was ever told held them: such a person is never new again. */
  readonly wasCounted: boolean;
  /** Whether they have answered anything since they were last counted. */
  readonly hasChanged: boolean;
}

/** A fixed set of persons whose sums are told together. */
export interface Cohort {
  readonly id: string;
  readonly language: Language;
  /** `null`: of several posts, which were too small on their own. */
  readonly post: string | null;
  /** Persons when it was formed, those who have left included. */
  readonly size: number;
}

export interface NewCohort {
  readonly language: Language;
  readonly post: string | null;
  readonly memberIds: readonly string[];
  /** Cohorts that have lost somebody, whose others it takes over. */
  readonly replaces: readonly string[];
}

export interface CohortPlan {
  /** Whose figures are told anew; the set of persons behind them stays the same. */
  readonly renew: readonly string[];
  readonly form: readonly NewCohort[];
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

const keyOf = (language: Language, post: string | null) => JSON.stringify([language, post]);

/** A new cohort out of those who wait and those whose cohort has lost somebody; `null` with too few new persons. */
function formFrom(
  waiting: readonly CohortMember[],
  shrunk: readonly Cohort[],
  present: ReadonlyMap<string, readonly CohortMember[]>,
  post: string | null,
): NewCohort | null {
  const [first] = waiting;
  const fresh = waiting.filter(({ wasCounted }) => !wasCounted);
  if (first === undefined || fresh.length < COHORT_MIN) return null;
  const left = shrunk.flatMap(({ id }) => present.get(id) ?? []);
  return {
    language: first.language,
    post,
    memberIds: [...waiting, ...left].map(({ id }) => id),
    replaces: shrunk.map(({ id }) => id),
  };
}

/**
 * Decides which figures of a team may be told next, so that no sum or difference of all that was ever told is about fewer
 * than `COHORT_MIN` persons, whatever filter was used, whoever joined or left in between.
 *
 * Every figure is a sum over a cohort. A cohort is formed only with `COHORT_MIN` persons whom no figure has held before,
 * and told anew only when `COHORT_MIN` of its persons have answered since: so the last figure in any combination holds as
 * many unknowns that no other figure in it has. A person who leaves stays in the sum as last told until the cohort is
 * formed anew; filters choose whole cohorts.
 */
export function planCohorts(members: readonly CohortMember[], cohorts: readonly Cohort[]): CohortPlan {
  const present = groupBy(
    members.filter(({ cohortId }) => cohortId !== null),
    ({ cohortId }) => cohortId ?? "",
  );
  const isShrunk = ({ id, size }: Cohort) => (present.get(id)?.length ?? 0) < size;
  const shrunkByKey = groupBy(cohorts.filter(isShrunk), ({ language, post }) => keyOf(language, post));
  const waitingByPost = groupBy(
    members.filter(({ cohortId }) => cohortId === null),
    ({ language, post }) => keyOf(language, post),
  );
  const form: NewCohort[] = [];
  const leftOver: CohortMember[] = [];
  for (const [key, waiting] of waitingByPost) {
    const made = formFrom(waiting, shrunkByKey.get(key) ?? [], present, waiting[0]?.post ?? null);
    if (made === null) leftOver.push(...waiting);
    else form.push(made);
  }
  for (const [language, waiting] of groupBy(leftOver, (member) => member.language)) {
    const mixed = keyOf(language as Language, null);
    const made = formFrom(waiting, shrunkByKey.get(mixed) ?? [], present, null);
    if (made !== null) form.push(made);
  }
  const replaced = new Set(form.flatMap(({ replaces }) => replaces));
  const renew = cohorts.filter(({ id }) => {
    const changed = present.get(id)?.filter(({ hasChanged }) => hasChanged) ?? [];
    return !replaced.has(id) && changed.length >= COHORT_MIN;
  });
  return { renew: renew.map(({ id }) => id), form };
}
