import { parseArgs } from "node:util";
import { type Table, toMarkdown } from "./report/table.ts";

/**
 * What a number of learners needs, from the CPU time of each request as `pnpm bench http` measures it. Sessions begin
 * minute by minute, by chance, more of them at the hours when people learn; each spreads its requests over its length.
 */

/** What an active learner asks for in the one session of their day, and how the hours of their day share the beginnings of sessions. */
const REQUESTS_A_SESSION = { list: 2, lesson: 3, recommendations: 2, submit: 25 };
const HOURS = [1, 1, 0, 0, 1, 3, 6, 8, 6, 4, 4, 5, 7, 6, 4, 4, 5, 7, 9, 11, 10, 7, 4, 2];
const ACTIVE_SHARE = 0.2;
const SESSION_MINUTES = [5, 20] as const;
const MINUTES = 1440;
/** Of what processors can do: above it waiting times grow. */
const BUSY_AT_MOST = 0.6;

type Work = keyof typeof REQUESTS_A_SESSION;
const WORKS = Object.keys(REQUESTS_A_SESSION) as Work[];

/** The same chances in each run (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A Poisson number; by the normal distribution where the mean is so large that nobody can tell. */
function poisson(mean: number, chance: () => number): number {
  if (mean > 50) {
    const normal = Math.sqrt(-2 * Math.log(1 - chance())) * Math.cos(2 * Math.PI * chance());
    return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal));
  }
  let count = 0;
  for (let left = Math.exp(-mean), product = chance(); product > left; product *= chance()) count += 1;
  return count;
}

/** How many sessions are under way in each minute, as shares of their requests. */
function simulateDay(learners: number, chance: () => number): Float64Array {
  const load = new Float64Array(MINUTES);
  const all = HOURS.reduce((sum, weight) => sum + weight, 0);
  const [shortest, longest] = SESSION_MINUTES;
  const lengths = longest - shortest + 1;
  for (let minute = 0; minute < MINUTES; minute += 1) {
    const weight = (HOURS[Math.floor(minute / 60)] ?? 0) / all / 60;
    for (let length = shortest; length <= longest; length += 1) {
      const begun = poisson((learners * ACTIVE_SHARE * weight) / lengths, chance);
      for (let passed = 0; passed < length; passed += 1) {
        const at = (minute + passed) % MINUTES;
        load[at] = (load[at] ?? 0) + begun / length;
      }
    }
  }
  return load;
}

/** Microseconds of a session, given as `server+database` for each kind of request. */
function costOfSession(costs: Readonly<Record<Work, string>>) {
  const sum = (place: 0 | 1) =>
    WORKS.reduce((total, work) => {
      const micros = Number(costs[work].split("+")[place]);
      if (!Number.isFinite(micros)) throw new Error(`--${work}: must be server+database, like 570+140`);
      return total + REQUESTS_A_SESSION[work] * micros;
    }, 0);
  return { server: sum(0), database: sum(1) };
}

const flag = { type: "string", default: "missing" } as const;
const { values } = parseArgs({ options: { list: flag, lesson: flag, recommendations: flag, submit: flag } });
const cost = costOfSession(values);
const requests = WORKS.reduce((sum, work) => sum + REQUESTS_A_SESSION[work], 0);
const whole = (value: number) => Math.ceil(value).toLocaleString("en");
const cores = (sessions: number, micros: number) => whole((sessions * micros) / 60e6 / BUSY_AT_MOST);

const rows = [10_000, 1_000_000, 100_000_000].map((learners) => {
  const load = simulateDay(learners, chances(learners));
  const peak = Math.max(...load);
  const mean = load.reduce((sum, one) => sum + one, 0) / MINUTES;
  return [
    learners.toLocaleString("en"),
    whole((mean * requests) / 60),
    whole((peak * requests) / 60),
    whole((peak * REQUESTS_A_SESSION.submit) / 60),
    cores(peak, cost.server),
    cores(peak, cost.database),
  ];
});

const costs = WORKS.map((work) => `${work} ${values[work]}`).join(", ");
const table: Table = {
  title: "What a day needs",
  columns: [
    "learners",
    "requests/s, mean",
    "requests/s, busiest minute",
    "answers/s, busiest minute",
    "server cores",
    "database cores",
  ],
  rows,
  notes: [`CPU µs of a request, server+database: ${costs}. Cores are at most ${BUSY_AT_MOST * 100} % busy.`],
};
process.stdout.write(`${toMarkdown(table)}\n`);
