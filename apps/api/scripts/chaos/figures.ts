import type { Api } from "./stage/api.ts";
import type { Outage } from "./stage/postgres.ts";
import type { Try, Witness } from "./witness.ts";

/** How long something took, sorted, in milliseconds. */
type Durations = readonly number[];

function told(durations: Durations): string {
  const at = (share: number) =>
    Math.round(durations[Math.min(durations.length - 1, Math.floor(durations.length * share))] ?? 0);
  if (durations.length === 0) return "none";
  return `${durations.length}, median ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${at(1)} ms`;
}

const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);

export interface Recoveries {
  /** From when PostgreSQL took connections again to the first answer, where an API was there throughout. */
  readonly served: Durations;
  /** Where none was: the start of a killed server is in it. */
  readonly unserved: Durations;
}

/** Of outages of one kind; one that the next came upon before anything was acknowledged is left out. */
export function recoveriesOf(
  kind: Outage["kind"],
  { outages, apis, tries }: { outages: readonly Outage[]; apis: readonly Api[]; tries: readonly Try[] },
): Recoveries {
  const lives = apis.flatMap((api) => api.lives);
  const served: number[] = [];
  const unserved: number[] = [];
  for (const [index, outage] of outages.entries()) {
    if (outage.kind !== kind) continue;
    const next = outages[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    const ack = tries.find(({ status, at }) => status === 200 && at >= outage.until);
    if (ack === undefined || ack.at > next) continue;
    const isServed = lives.some(({ from, until }) => from <= outage.from && until >= ack.at);
    (isServed ? served : unserved).push(ack.at - outage.until);
  }
  return { served: sorted(served), unserved: sorted(unserved) };
}

/** How long those waited who were told that the database is away while it was stopped. */
function refusalsOf(outages: readonly Outage[], tries: readonly Try[]): Durations {
  const stopped = outages.filter(({ kind }) => kind === "stopped");
  return sorted(
    tries.flatMap(({ status, at, ms }) =>
      status === 503 && stopped.some(({ from, until }) => at >= from && at <= until) ? [ms] : [],
    ),
  );
}

/** The longest time in which nobody's answer was taken. */
function longestWithout(tries: readonly Try[]): number {
  const taken = sorted(tries.flatMap(({ status, at }) => (status === 200 ? [at] : [])));
  return Math.max(0, ...taken.slice(1).map((at, index) => at - (taken[index] ?? at)));
}

/** What was measured in a run, a line for each thing. */
export function figures(outages: readonly Outage[], apis: readonly Api[], witness: Witness): string[] {
  const { tries, statuses } = witness;
  const taken = sorted(tries.flatMap(({ status, ms }) => (status === 200 ? [ms] : [])));
  const kinds = ["stopped", "frozen", "out of connections"] as const;
  return [
    `statuses ${JSON.stringify(statuses)}`,
    `answers taken: ${told(taken)}`,
    `acknowledged after all tries: ${told(sorted(witness.waits))}; none of anybody for ${longestWithout(tries)} ms at most`,
    `refused while PostgreSQL was stopped: ${told(refusalsOf(outages, tries))}`,
    ...kinds.map((kind) => {
      const { served, unserved } = recoveriesOf(kind, { outages, apis, tries });
      return `first answer after PostgreSQL was ${kind}: ${told(served)}; with no API throughout: ${told(unserved)}`;
    }),
    `drained while at work: ${apis.reduce((sum, { drains }) => sum + drains.length, 0)}`,
  ];
}
