import { medianRatio } from "../../report/statistics.ts";
import { short, type Table } from "../../report/table.ts";
import { type Outcome, runRounds, type Sample, type Turn } from "../../rounds.ts";
import { productCommand, type ServerSettings } from "../../servers/product.ts";
import { type ServerProcess, startServerProcess } from "../../servers/server-process.ts";
import type { SuiteOptions } from "../../suite.ts";
import type { Crowd, Stand } from "./stand.ts";
import { httpTurn } from "./turns.ts";
import { worksOf } from "./work.ts";

/** Few, so that what is seen is the cost of a request and not the wait for its turn. */
const CONNECTIONS = 4;

function firstOf({ from, tokens, plainTokens }: Crowd, count: number): Crowd {
  return { from, tokens: tokens.slice(0, count), plainTokens: plainTokens.slice(0, count) };
}

/** What each work costs a learner with a long history, and beside a large catalogue. */
export async function measureGrowth(stand: Stand, options: SuiteOptions): Promise<Table> {
  options.tell(`growth: ${options.rounds} rounds of ${options.seconds} s`);
  const servers: ServerProcess[] = [];
  // A process each, so that none has run longer and is better compiled.
  const start = async (settings: ServerSettings) => {
    const server = await startServerProcess(productCommand(settings));
    servers.push(server);
    return server;
  };
  try {
    const common = await start(stand.settings);
    const long = await start(stand.settings);
    const wide = await start(stand.wideSettings);
    // As many learners on each side, so that caches of the database are as warm.
    const few = firstOf(stand.crowd, stand.heavy.tokens.length);
    const [base, heavy] = [worksOf(stand.course, few), worksOf(stand.course, stand.heavy)];
    const settings = { connections: CONNECTIONS, databasePid: stand.cluster.postmasterPid };
    const rows: string[][] = [];
    for (const [name, work] of Object.entries(base)) {
      const [ofFew] = Object.values(work.product).slice(-1);
      const [ofHeavy] = Object.values(heavy[name]?.product ?? {}).slice(-1);
      if (ofFew === undefined || ofHeavy === undefined) continue;
      const turns = new Map<string, Turn>([
        ["base", httpTurn(common, ofFew, settings)],
        ["history", httpTurn(long, ofHeavy, settings)],
        ["catalogue", httpTurn(wide, ofFew, settings)],
      ]);
      rows.push([work.title, ...ratiosOf(await runRounds(turns, options))]);
    }
    return {
      title: "Growth",
      columns: [
        "work",
        "req/s",
        `time, ${options.history} results`,
        "CPU",
        `time, ${options.catalogue} lessons`,
        "CPU",
      ],
      rows,
      notes: [
        `Ratios to learners with 20 results among ${stand.lessons} lessons; 1 is flat. ${CONNECTIONS} connections.`,
        `Goal for recommendations: <= 2 at 2000 results, <= 1.3 at 60,000 lessons.`,
      ],
    };
  } finally {
    for (const server of servers) await server.stop();
  }
}

const rate = (all: readonly Sample[]) => all.map(({ perSecond }) => perSecond);
const cpu = (all: readonly Sample[]) => all.map((one) => one.serverCpu + one.databaseCpu);

function ratiosOf(outcomes: ReadonlyMap<string, Outcome>): string[] {
  const samples = (name: string): readonly Sample[] => {
    const outcome = outcomes.get(name);
    if (outcome === undefined || "samples" in outcome) return outcome?.samples ?? [];
    throw new Error(`growth, ${name}: ${outcome.failure}`);
  };
  const base = samples("base");
  return [
    short(
      medianRatio(
        rate(base),
        base.map(() => 1),
      ),
    ),
    ...["history", "catalogue"].flatMap((name) => [
      short(medianRatio(rate(base), rate(samples(name)))),
      short(medianRatio(cpu(samples(name)), cpu(base))),
    ]),
  ];
}
