import { runClosedLoop, runOpenLoop } from "../../load/load.ts";
import { type RequestSource, inTurns } from "../../load/request.ts";
import { median, percentile } from "../../report/statistics.ts";
import { short, type Table } from "../../report/table.ts";
import type { SuiteOptions } from "../../suite.ts";
import type { Servers } from "./servers.ts";
import type { Stand } from "./stand.ts";
import { worksOf } from "./work.ts";

/** Two answers to one read that is not kept: work that costs the server more than its refusal does. */
const MIX = ["submit", "recommend", "submit"] as const;
const TIMES = [5, 10] as const;
/** Enough that a request which is due finds one that is free while each waits for up to a second. */
const CONNECTIONS = 1_000;
/** Whoever waited longer has gone: an answer after that is no good. */
const PATIENCE_MS = 1_000;

interface Overload {
  readonly goodput: number;
  readonly accepted99: number;
  readonly refused50: number;
  readonly refused99: number;
  readonly unanswered: number;
  /** Cores that this process took. */
  readonly generator: number;
}

/** Many times what the product can do, asked of it whether or not earlier requests are answered. */
export async function measureOverload(stand: Stand, servers: Servers, options: SuiteOptions): Promise<Table> {
  const { connections, rounds } = options;
  const seconds = options.seconds * 2;
  options.tell(`overload: ${rounds} rounds of ${1 + TIMES.length} times ${seconds} s`);
  const works = worksOf(stand.course, stand.crowd);
  const source: RequestSource = inTurns(
    MIX.flatMap((name) => Object.values(works[name]?.product ?? {}).slice(-1)),
  );
  const { port } = servers.product;
  const capacities: number[] = [];
  const unloaded99: number[] = [];
  const taken = new Map<number, Overload[]>(TIMES.map((times) => [times, []]));
  for (let round = 0; round < rounds; round += 1) {
    const peak = await runClosedLoop({ port, connections, seconds, source });
    const capacity = peak.accepted.length / peak.seconds;
    capacities.push(capacity);
    unloaded99.push(percentile(peak.accepted, 0.99));
    for (const times of TIMES) {
      const before = process.cpuUsage();
      const asked = { port, connections: CONNECTIONS, seconds, source, rate: times * capacity };
      const result = await runOpenLoop(asked);
      const { user, system } = process.cpuUsage(before);
      const good = result.accepted.filter((ms) => ms <= PATIENCE_MS).length;
      taken.get(times)?.push({
        goodput: good / seconds / capacity,
        accepted99: percentile(result.accepted, 0.99),
        refused50: percentile(result.refused, 0.5),
        refused99: percentile(result.refused, 0.99),
        unanswered: 1 - result.answers / (asked.rate * seconds),
        generator: (user + system) / 1e6 / seconds,
      });
    }
  }
  const of = (times: number, key: keyof Overload) =>
    short(median((taken.get(times) ?? []).map((one) => one[key])));
  return {
    title: "More than the server can do",
    columns: [
      "offered",
      "goodput",
      "accepted p99 ms",
      "refused p50 ms",
      "refused p99 ms",
      "unanswered",
      "generator cores",
    ],
    rows: TIMES.map((times) => [
      `${times} × ${short(median(capacities))}/s`,
      of(times, "goodput"),
      of(times, "accepted99"),
      of(times, "refused50"),
      of(times, "refused99"),
      of(times, "unanswered"),
      of(times, "generator"),
    ]),
    notes: [
      `Two answers to one read, open loop over ${CONNECTIONS} connections; goodput: answered within a second, as a share of what a closed loop of ${connections} connections gets in the same round (p99 ${short(median(unloaded99))} ms).`,
      "The generator shares the machine: what it takes is missing to server and database, more with each refusal.",
      "Goal: goodput >= 0.9.",
    ],
  };
}
