import { type CpuProfile, cpuShares } from "../profile/cpu-shares.ts";
import { homesOf } from "../profile/home.ts";
import { look, lookedAt } from "../profile/look.ts";
import { short, type Table } from "../report/table.ts";
import { warmUpOf } from "../rounds.ts";
import { familyCpuSeconds, mainThreadCpuSeconds, processCpuSeconds } from "../servers/cpu.ts";
import { productBundle, productCommand } from "../servers/product.ts";
import { startServerProcess } from "../servers/server-process.ts";
import type { Suite, SuiteOptions } from "../suite.ts";
import { buildStand, type Stand } from "./http/stand.ts";
import { lookAtMemory } from "./profile/memory.ts";
import { type Subject, subjectsOf } from "./profile/subjects.ts";

/** A home below this share of every work is among the rest. */
const LEAST = 0.03;

interface Seen {
  readonly title: string;
  readonly perSecond: number;
  /** Cores. */
  readonly main: number;
  readonly threads: number;
  readonly database: number;
  readonly generator: number;
  readonly shares: ReadonlyMap<string, number>;
}

/** @returns says how many cores each has needed since */
function watchCores(serverPid: number, postmasterPid: number | null) {
  const readAll = () => ({
    at: performance.now() / 1_000,
    main: mainThreadCpuSeconds(serverPid),
    all: processCpuSeconds(serverPid),
    database: postmasterPid === null ? Number.NaN : familyCpuSeconds(postmasterPid),
  });
  const before = readAll();
  const generator = process.cpuUsage();
  return () => {
    const after = readAll();
    const own = process.cpuUsage(generator);
    const each = 1 / (after.at - before.at);
    const main = after.main - before.main;
    return {
      main: each * main,
      threads: each * (after.all - before.all - main),
      database: each * (after.database - before.database),
      generator: (each * (own.user + own.system)) / 1e6,
    };
  };
}

async function lookAt(stand: Stand, subject: Subject, seconds: number): Promise<Seen> {
  const { folder, postmasterPid } = stand.cluster;
  const server = await startServerProcess(lookedAt(productCommand(stand.settings), "cpu", folder));
  try {
    await subject.run(server.port, warmUpOf(seconds));
    let perSecond = 0;
    let cores = { main: 0, threads: 0, database: 0, generator: 0 };
    const profile = await look<CpuProfile>(server, "cpu", folder, async () => {
      const coresSince = watchCores(server.pid, postmasterPid);
      perSecond = await subject.run(server.port, seconds);
      cores = coresSince();
    });
    const { script, maps } = productBundle;
    return { title: subject.title, perSecond, ...cores, shares: cpuShares(profile, homesOf(script, maps)) };
  } finally {
    await server.stop();
  }
}

const percent = (share: number | undefined) =>
  share === undefined ? "" : short(Math.round(1_000 * share) / 10);

function sharesTable(all: readonly Seen[]): Table {
  const homes = [...new Set(all.flatMap(({ shares }) => [...shares.keys()]))];
  const sumOf = (home: string) => all.reduce((sum, { shares }) => sum + (shares.get(home) ?? 0), 0);
  const large = homes
    .filter((home) => all.some(({ shares }) => (shares.get(home) ?? 0) >= LEAST))
    .toSorted((one, other) => sumOf(other) - sumOf(one));
  const rest = all.map(({ shares }) => 1 - large.reduce((sum, home) => sum + (shares.get(home) ?? 0), 0));
  return {
    title: "Where the main thread is",
    columns: ["% of the time in which it is not idle", ...all.map(({ title }) => title)],
    rows: [
      ...large.map((home) => [home, ...all.map(({ shares }) => percent(shares.get(home)))]),
      ["the rest", ...rest.map(percent)],
    ],
    notes: [
      "V8's profile of the production bundle, a sample each half millisecond; each function counts without those that it calls, under the package or folder it is in.",
    ],
  };
}

function coresTable(all: readonly Seen[]): Table {
  return {
    title: "Which processes need the cores",
    columns: ["work", "answers/s", "main thread", "its other threads", "database", "generator"],
    rows: all.map(({ title, perSecond, main, threads, database, generator }) => [
      title,
      ...[perSecond, main, threads, database, generator].map(short),
    ]),
    notes: ["Cores of CPU time; other threads hash passwords, compile and collect garbage."],
  };
}

/** Where the time of a server goes, as V8 sees it: what stands behind each figure of `http`. */
export const profile: Suite = {
  name: "profile",
  async run(options: SuiteOptions): Promise<Table[]> {
    const stand = await buildStand(options);
    try {
      const all: Seen[] = [];
      const subjects = subjectsOf(stand, options);
      for (const subject of subjects) {
        options.tell(`${subject.title}: ${options.seconds} s after ${warmUpOf(options.seconds)}`);
        all.push(await lookAt(stand, subject, options.seconds));
      }
      return [coresTable(all), sharesTable(all), ...(await lookAtMemory(stand, subjects, options))];
    } finally {
      await stand.stop();
    }
  },
};
