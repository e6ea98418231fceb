import { setTimeout as sleep } from "node:timers/promises";
import { runClosedLoop } from "../../load/load.ts";
import { median, medianRatio } from "../../report/statistics.ts";
import { short, type Table } from "../../report/table.ts";
import { residentMib } from "../../servers/cpu.ts";
import { plainCommand, productCommand } from "../../servers/product.ts";
import { startServerProcess } from "../../servers/server-process.ts";
import type { SuiteOptions } from "../../suite.ts";
import type { Servers } from "./servers.ts";
import type { Stand } from "./stand.ts";
import { worksOf } from "./work.ts";

export interface Start {
  readonly milliseconds: number;
  readonly cpuMs: number;
  readonly idleMib: number;
}

export interface Starts {
  readonly product: readonly Start[];
  readonly plain: readonly Start[];
}

/** Starts product and plain peer in turns on the migrated database, each alone. */
export async function measureStarts(stand: Stand, { rounds, tell }: SuiteOptions): Promise<Starts> {
  tell(`${rounds} cold starts of each`);
  const starts = { product: [] as Start[], plain: [] as Start[] };
  const commands = { product: productCommand(stand.settings), plain: plainCommand(stand.settings) };
  for (let round = 0; round < rounds; round += 1) {
    for (const who of ["product", "plain"] as const) {
      const server = await startServerProcess(commands[who]);
      await sleep(200);
      starts[who].push({
        milliseconds: server.startMs,
        cpuMs: server.startCpuMs,
        idleMib: residentMib(server.pid) ?? Number.NaN,
      });
      await server.stop();
    }
  }
  return starts;
}

/** Gives product and plain peer all kinds of work, so that their memory is that of a server at work, also by what they refuse. */
export async function loadServers(stand: Stand, servers: Servers, options: SuiteOptions): Promise<void> {
  options.tell(`memory: ${options.seconds} s of each work`);
  const { connections, seconds } = options;
  for (const work of Object.values(worksOf(stand.course, stand.crowd))) {
    for (const source of Object.values(work.product))
      await runClosedLoop({ port: servers.product.port, connections, seconds, source });
    await runClosedLoop({ port: servers.plain.port, connections, seconds, source: work.plain });
  }
}

const loaded = (pid: number) => residentMib(pid) ?? Number.NaN;
const verdict = (value: number, goal: number) => (value <= goal ? "met" : "missed");

/** Call it after `loadServers`. */
export function startTable({ product, plain }: Starts, servers: Servers): Table {
  const row = (name: string, starts: readonly Start[], pid: number) => [
    name,
    short(median(starts.map(({ milliseconds }) => milliseconds))),
    short(median(starts.map(({ cpuMs }) => cpuMs))),
    short(median(starts.map(({ idleMib }) => idleMib))),
    short(loaded(pid)),
  ];
  const ratio = (pick: (start: Start) => number) => medianRatio(product.map(pick), plain.map(pick));
  const startRatio = ratio(({ milliseconds }) => milliseconds);
  const memoryRatio = loaded(servers.product.pid) / loaded(servers.plain.pid);
  return {
    title: "Start and memory",
    columns: ["who", "start ms", "start CPU ms", "idle MiB", "loaded MiB"],
    rows: [
      row("product", product, servers.product.pid),
      row("plain", plain, servers.plain.pid),
      [
        "ratio",
        short(startRatio),
        short(ratio(({ cpuMs }) => cpuMs)),
        short(ratio(({ idleMib }) => idleMib)),
        short(memoryRatio),
      ],
      ["goal", `${verdict(startRatio, 0.8)}: <= 0.8`, "", "", `${verdict(memoryRatio, 1.2)}: <= 1.2`],
    ],
    notes: [
      "From the spawn of the process to the first 200 of /ready, which asks the database; resident memory. Ratios are medians of the ratios within each round.",
    ],
  };
}
