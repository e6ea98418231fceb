import { runClosedLoop, runOpenLoop } from "../../load/load.ts";
import { inTurns } from "../../load/request.ts";
import { median, percentile } from "../../report/statistics.ts";
import { short, type Table } from "../../report/table.ts";
import type { SuiteOptions } from "../../suite.ts";
import type { Servers } from "./servers.ts";
import type { Stand } from "./stand.ts";
import { refuseFailures } from "./turns.ts";
import { worksOf } from "./work.ts";

/** Of five requests one writes. */
export const MIX = ["list", "detail", "recommend", "list", "submit"] as const;
/** More than can be under way when all goes well, so that the rate is kept. */
export const MIXED_CONNECTIONS = 128;

/** Reads and writes at a steady rate, whether or not earlier ones are answered. */
export async function measureMixed(stand: Stand, servers: Servers, options: SuiteOptions): Promise<Table> {
  const { rate, rounds, connections } = options;
  const seconds = options.seconds * 2;
  options.tell(`${rate} mixed requests a second: ${rounds} rounds of 3 times ${seconds} s`);
  const mixed = MIX.flatMap((name) => worksOf(stand.course, stand.crowd)[name] ?? []);
  const mixOf = (place: 0 | -1) =>
    inTurns(mixed.flatMap(({ product }) => Object.values(product).at(place) ?? []));
  const { product, plain } = servers;
  const peers = {
    "product, hit": { port: product.port, source: mixOf(0) },
    "product, spread": { port: product.port, source: mixOf(-1) },
    plain: { port: plain.port, source: inTurns(mixed.map((work) => work.plain)) },
  };
  const most = Math.ceil(stand.crowd.tokens.length / connections);
  const taken = new Map<string, Open[]>();
  for (let round = 0; round < rounds; round += 1) {
    for (const [who, peer] of Object.entries(peers)) {
      // What is kept is older than it may be by the next round.
      if (who === "product, hit")
        refuseFailures(await runClosedLoop({ ...peer, connections, seconds: 60, most }));
      const result = await runOpenLoop({ ...peer, connections: MIXED_CONNECTIONS, seconds, rate });
      const all = taken.get(who) ?? [];
      taken.set(who, all);
      all.push({
        answered: 1 - result.failures / (rate * seconds),
        p50: percentile(result.latencies, 0.5),
        p95: percentile(result.latencies, 0.95),
        p99: percentile(result.latencies, 0.99),
      });
    }
  }
  const rows = [...taken].map(([who, all]) => [
    who,
    `${short(100 * median(all.map(({ answered }) => answered)))} %`,
    ...(["p50", "p95", "p99"] as const).map((key) => short(median(all.map((one) => one[key])))),
  ]);
  return {
    title: `${rate} mixed requests a second`,
    columns: ["who", "answered", "p50 ms", "p95 ms", "p99 ms"],
    rows,
    notes: [
      "Four reads to one write, open loop, latency from the instant at which a request was due.",
      "hit: a thousand learners who have just asked for their recommendations do so again, while all learners answer, they among them; spread: recommendations are asked for by nobody twice.",
      "Goal: all answered, p50 <= 1 ms, p99 <= 0.1 x plain's.",
    ],
  };
}

interface Open {
  readonly answered: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}
