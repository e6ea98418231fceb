import { runOpenLoop } from "../../load/load.ts";
import { inTurns } from "../../load/request.ts";
import { median, percentile } from "../../report/statistics.ts";
import { short, type Table } from "../../report/table.ts";
import type { SuiteOptions } from "../../suite.ts";
import type { Servers } from "./servers.ts";
import type { Stand } from "./stand.ts";
import { worksOf } from "./work.ts";

/** Of five requests one writes. */
const MIX = ["list", "detail", "recommend", "list", "submit"] as const;
/** More than can be under way when all goes well, so that the rate is kept. */
const CONNECTIONS = 128;

/** Reads and writes at a steady rate, whether or not earlier ones are answered. */
export async function measureMixed(stand: Stand, servers: Servers, options: SuiteOptions): Promise<Table> {
  const { rate, rounds } = options;
  const seconds = options.seconds * 2;
  options.tell(`${rate} mixed requests a second: ${rounds} rounds of ${seconds} s`);
  const works = worksOf(stand.course, stand.crowd);
  const sourceOf = (name: (typeof MIX)[number]) => works[name];
  const peers = {
    product: {
      port: servers.product.port,
      source: inTurns(MIX.flatMap((name) => Object.values(sourceOf(name)?.product ?? {}).slice(-1))),
    },
    plain: { port: servers.plain.port, source: inTurns(MIX.flatMap((name) => sourceOf(name)?.plain ?? [])) },
  };
  const taken = { product: [] as Open[], plain: [] as Open[] };
  for (let round = 0; round < rounds; round += 1) {
    for (const who of ["product", "plain"] as const) {
      const result = await runOpenLoop({ ...peers[who], connections: CONNECTIONS, seconds, rate });
      taken[who].push({
        answered: 1 - result.failures / (rate * seconds),
        p50: percentile(result.latencies, 0.5),
        p95: percentile(result.latencies, 0.95),
        p99: percentile(result.latencies, 0.99),
      });
    }
  }
  const row = (name: string, all: readonly Open[]) => [
    name,
    `${short(100 * median(all.map(({ answered }) => answered)))} %`,
    ...(["p50", "p95", "p99"] as const).map((key) => short(median(all.map((one) => one[key])))),
  ];
  return {
    title: `${rate} mixed requests a second`,
    columns: ["who", "answered", "p50 ms", "p95 ms", "p99 ms"],
    rows: [row("product", taken.product), row("plain", taken.plain)],
    notes: [
      "Four reads to one write, open loop, latency from the instant at which a request was due.",
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
