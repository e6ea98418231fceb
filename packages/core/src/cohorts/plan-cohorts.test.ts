import fc from "fast-check";
import { expect, test } from "vitest";
import { COHORT_MIN, type Cohort, type CohortMember, planCohorts } from "./plan-cohorts.ts";

/** Arithmetic modulo a prime: exact, so that no rounding hides a combination. */
const PRIME = 1_000_003;

function inverse(value: number): number {
  let [result, base, exponent] = [1, value % PRIME, PRIME - 2];
  for (; exponent > 0; exponent = Math.floor(exponent / 2)) {
    if (exponent % 2 === 1) result = (result * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return result;
}

function rankOf(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const pivot = rows.findIndex((row, place) => place >= rank && row[column] !== 0);
    const found = rows[pivot];
    if (found === undefined) continue;
    rows[pivot] = rows[rank] ?? found;
    rows[rank] = found;
    const scale = inverse(found[column] ?? 1);
    for (let place = rank + 1; place < rows.length; place += 1) {
      const row = rows[place] ?? [];
      const factor = ((row[column] ?? 0) * scale) % PRIME;
      if (factor === 0) continue;
      for (let at = column; at < row.length; at += 1) {
        row[at] = ((row[at] ?? 0) + (PRIME - factor) * (found[at] ?? 0)) % PRIME;
      }
    }
    rank += 1;
  }
  return rank;
}

function* choose(from: number, count: number, start = 0): Generator<number[]> {
  if (count === 0) {
    yield [];
    return;
  }
  for (let first = start; first < from; first += 1) {
    for (const rest of choose(from, count - 1, first + 1)) yield [first, ...rest];
  }
}

/**
 * The attacker: holds all figures ever told as sums of unknowns, and looks for a sum of multiples of them in which only
 * unknowns of fewer than `COHORT_MIN` persons are left. `null` when there is none.
 *
 * @param persons whose each unknown (column) is
 */
function isolate(figures: readonly (readonly number[])[], persons: readonly number[]): number[] | null {
  const whole = rankOf(figures);
  const known = Math.max(-1, ...persons) + 1;
  for (const few of choose(known, Math.min(known, COHORT_MIN - 1))) {
    const without = figures.map((row) => row.filter((_, column) => !few.includes(persons[column] ?? -1)));
    if (rankOf(without) < whole) return few;
  }
  return null;
}

const PEOPLE = 13;

interface Person {
  cohortId: string | null;
  wasCounted: boolean;
  version: number;
  counted: number;
  isHere: boolean;
  readonly post: string;
  readonly language: "english" | "french";
}

type Step = readonly ["join" | "leave" | "answer" | "report", number];

/** A team through some steps, and every figure that its reports told; each unknown is a person at a version. */
function tell(steps: readonly Step[], plan: typeof planCohorts) {
  const people: Person[] = [];
  const cohorts = new Map<string, Cohort & { readonly sum: Map<number, number> }>();
  /** Of each figure: person → the version with which they are in it. */
  const told: Map<number, number>[] = [];
  for (const [kind, which] of steps) {
    const person = people[which];
    if (kind === "join" && person === undefined && which === people.length) {
      const language = which === PEOPLE - 1 ? "french" : "english";
      const post = which % 4 === 3 ? "kitchen" : "reception";
      people.push({
        cohortId: null,
        wasCounted: false,
        version: 0,
        counted: 0,
        isHere: true,
        post,
        language,
      });
    } else if (kind === "join" && person !== undefined) person.isHere = true;
    else if (kind === "leave" && person !== undefined)
      Object.assign(person, { isHere: false, cohortId: null });
    else if (kind === "answer" && person !== undefined) person.version += 1;
    else if (kind === "report") {
      const members: CohortMember[] = people.flatMap((one, id) =>
        one.isHere ? [{ ...one, id: String(id), hasChanged: one.version > one.counted }] : [],
      );
      const { renew, form } = plan(members, [...cohorts.values()]);
      for (const made of form) {
        for (const id of made.replaces) cohorts.delete(id);
        const id = String(told.length + cohorts.size * 1_000);
        cohorts.set(id, { ...made, id, size: made.memberIds.length, sum: new Map() });
        for (const member of made.memberIds) {
          Object.assign(people[Number(member)] ?? {}, { cohortId: id, wasCounted: true });
        }
        count(id);
      }
      for (const id of renew) count(id);
    }
  }
  function count(id: string): void {
    const cohort = cohorts.get(id);
    people.forEach((one, index) => {
      if (one.cohortId !== id) return;
      one.counted = one.version;
      cohort?.sum.set(index, one.version);
    });
    told.push(new Map(cohort?.sum));
  }
  return { told, people };
}

/** The figures with people taken as never changing: what somebody assumes who subtracts reports of two days. */
function asStill({ told, people }: ReturnType<typeof tell>) {
  const rows = told.map((sum) => people.map((_, index) => (sum.has(index) ? 1 : 0)));
  return { rows, persons: people.map((_, index) => index) };
}

/** The figures with each answer making a person another unknown. */
function asMoving({ told }: ReturnType<typeof tell>) {
  const unknowns = [
    ...new Set(told.flatMap((sum) => [...sum].map(([person, version]) => `${person}@${version}`))),
  ];
  const rows = told.map((sum) =>
    unknowns.map((name) => {
      const [person, version] = name.split("@").map(Number);
      return sum.get(person ?? -1) === version ? 1 : 0;
    }),
  );
  return { rows, persons: unknowns.map((name) => Number(name.split("@")[0])) };
}

const person = fc.integer({ min: 0, max: PEOPLE - 1 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.constant("join" as const), person) },
  { weight: 2, arbitrary: fc.tuple(fc.constant("leave" as const), person) },
  { weight: 4, arbitrary: fc.tuple(fc.constant("answer" as const), person) },
  { weight: 3, arbitrary: fc.tuple(fc.constant("report" as const), fc.constant(0)) },
);
/** A team that has begun, and what becomes of it. */
const story = fc
  .tuple(fc.integer({ min: 5, max: PEOPLE }), fc.array(step, { minLength: 4, maxLength: 60 }))
  .map(([count, steps]): Step[] => [
    ...Array.from({ length: count }, (_, which): Step => ["join", which]),
    ["report", 0],
    ...steps,
  ]);

test("whoever joins, leaves and answers when: no combination of all reports is about fewer than five persons", () => {
  fc.assert(
    fc.property(story, (steps) => {
      const history = tell(steps, planCohorts);
      const [still, moving] = [asStill(history), asMoving(history)];
      expect(isolate(still.rows, still.persons)).toBeNull();
      expect(isolate(moving.rows, moving.persons)).toBeNull();
    }),
    { numRuns: 100 },
  );
});

test("somebody who leaves and comes back is nobody new", () => {
  const begin = [0, 1, 2, 3, 4, 5].map((which): Step => ["join", which]);
  const more = [6, 7, 8, 9, 10].map((which): Step => ["join", which]);
  const elsewhere = [3, 7].map((which): Step => ["leave", which]);
  const steps: Step[] = [
    ...begin,
    ["report", 0],
    ["leave", 0],
    ["join", 0],
    ...more,
    ...elsewhere,
    ["report", 0],
  ];
  expect(tell(steps, planCohorts).told).toHaveLength(1);
});

const naive: typeof planCohorts = (members, cohorts) => ({
  renew: [],
  form:
    members.length < COHORT_MIN
      ? []
      : [
          {
            language: "english",
            post: null,
            memberIds: members.map(({ id }) => id),
            replaces: cohorts.map(({ id }) => id),
          },
        ],
});

test("the attacker finds whom a report of all who are here would give away", () => {
  const joins = Array.from({ length: 6 }, (_, which): Step => ["join", which]);
  const { rows, persons } = asStill(tell([...joins, ["report", 0], ["leave", 2], ["report", 0]], naive));
  expect(isolate(rows, persons)).toContain(2);
});

const at = (post: string, count: number): CohortMember[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `${post} ${index}`,
    language: "english" as const,
    post,
    cohortId: null,
    wasCounted: false,
    hasChanged: true,
  }));

test("posts that are large enough have figures of their own, small ones are told together", () => {
  const { form } = planCohorts([...at("reception", 6), ...at("kitchen", 3), ...at("garden", 2)], []);
  expect(form.map(({ post, memberIds }) => [post, memberIds.length])).toEqual([
    ["reception", 6],
    [null, 5],
  ]);
  expect(planCohorts([...at("kitchen", 2), ...at("garden", 2)], []).form).toEqual([]);
});
