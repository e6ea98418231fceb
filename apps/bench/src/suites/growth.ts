import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import { openSql } from "../data/cluster.ts";
import { copyLearner } from "../data/copy-learners.ts";
import { lengthenLog } from "../data/lengthen-log.ts";
import type { RequestSource } from "../load/request.ts";
import { medianRatio, median } from "../report/statistics.ts";
import { short, type Table } from "../report/table.ts";
import { productCommand } from "../servers/product.ts";
import { makePrototype } from "../data/prototypes.ts";
import { type ServerProcess, startServerProcess } from "../servers/server-process.ts";
import { type Sample, type Turn, runRounds } from "../rounds.ts";
import type { Suite, SuiteOptions } from "../suite.ts";
import { fetchJson, getLesson, listLessons, newAnswer, recommendations } from "./http/calls.ts";
import { at, eachLearner } from "./http/each-learner.ts";
import { buildStand, copyDatabase, type Crowd, crowdOf, type Stand } from "./http/stand.ts";
import { httpTurn } from "./http/turns.ts";

/** Results of a learner: twenty, and as many as stand here. */
const HISTORY = 2_000;
const LONG_HISTORY = 200_000;
const CATALOGUE = 6_000;
const LARGE_CATALOGUE = 60_000;
/** As many on each side, so that caches are as warm; few, since each of them has a long log. */
const LEARNERS = 2;
const COMMON = 100;
const HEAVY_FROM = 1_000_000;
const LONG_FROM = 2_000_000;

interface Measured {
  readonly cpu: number;
  readonly statements: number;
}

interface Side {
  readonly name: string;
  readonly server: ServerProcess;
  readonly metricsPort: number;
  readonly crowd: Crowd;
}

/** Statements that the process has sent since it began. */
async function countStatements(port: number): Promise<number> {
  const text = await fetchJson(port, { path: "/metrics" });
  const counts = text.matchAll(/^fluentfusion_database_seconds_count\{operation="sql [^"]*"\} (\d+)$/gm);
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}

/** What a learner asks for. An answer makes their recommendations be made anew, so these are asked for after one. */
function sourcesOf(stand: Stand, { tokens }: Crowd): Readonly<Record<string, RequestSource>> {
  const { lessonIds, exercises } = stand.course;
  const pages = Math.max(1, lessonIds.length - 19);
  const answer = (learner: number, turn: number) => ({
    path: "/trpc/attempts.submit",
    token: at(tokens, learner),
    body: newAnswer(at(exercises, learner + turn), turn),
  });
  const asked = (path: (turn: number) => string) =>
    eachLearner(tokens.length, (learner, turn) => ({ path: path(turn), token: at(tokens, learner) }));
  return {
    list: asked((turn) => listLessons((turn * 7) % pages)),
    detail: asked((turn) => getLesson(at(lessonIds, turn * 7))),
    submit: eachLearner(tokens.length, answer),
    "submit and recommend": eachLearner(tokens.length, (learner, turn) =>
      turn % 2 === 0 ? answer(learner, turn) : { path: recommendations(), token: at(tokens, learner) },
    ),
  };
}

/** Samples of every work of every side, in the order of rounds. */
async function measure(stand: Stand, sides: readonly Side[], options: SuiteOptions) {
  const found = new Map<string, Map<string, Measured[]>>();
  const settings = { connections: LEARNERS, databasePid: stand.cluster.postmasterPid };
  for (const work of Object.keys(sourcesOf(stand, stand.crowd))) {
    options.tell(`${work}: ${options.rounds} rounds of ${options.seconds} s`);
    const taken = new Map<string, Measured[]>(sides.map(({ name }) => [name, []]));
    const turns = sides.map(({ name, server, metricsPort, crowd }): [string, Turn] => {
      const source = sourcesOf(stand, crowd)[work];
      if (source === undefined) throw new Error(work);
      const turn = httpTurn(server, source, settings);
      return [
        name,
        async (seconds): Promise<Sample> => {
          const before = await countStatements(metricsPort);
          const sample = await turn(seconds);
          const sent = (await countStatements(metricsPort)) - before;
          if (seconds === options.seconds)
            taken.get(name)?.push({
              cpu: sample.serverCpu + sample.databaseCpu,
              statements: sent / (sample.perSecond * seconds),
            });
          return sample;
        },
      ];
    });
    for (const [name, outcome] of await runRounds(new Map(turns), options))
      if ("failure" in outcome) throw new Error(`${work}, ${name}: ${outcome.failure}`);
    found.set(work, taken);
  }
  return found;
}

/** Of two requests in turn, the other one's cost. */
const without = (both: readonly Measured[], one: readonly Measured[]): Measured[] =>
  both.map(({ cpu, statements }, round) => ({
    cpu: 2 * cpu - (one[round]?.cpu ?? Number.NaN),
    statements: 2 * statements - (one[round]?.statements ?? Number.NaN),
  }));

function tableOf(
  found: ReadonlyMap<string, ReadonlyMap<string, readonly Measured[]>>,
  names: readonly string[],
): Table {
  const [smallest = ""] = names;
  const samples = (work: string, name: string): readonly Measured[] => {
    const of = (one: string) => found.get(one)?.get(name) ?? [];
    return work === "recommend" ? without(of("submit and recommend"), of("submit")) : of(work);
  };
  const titles = {
    list: "lesson list of 20",
    detail: "lesson with exercises",
    submit: "submit an answer",
    recommend: "recommendations, made anew",
  };
  const cpu = (all: readonly Measured[]) => all.map((one) => one.cpu);
  return {
    title: "CPU time and statements of a request, as a learner's history and the catalogue grow",
    columns: [
      "work",
      `CPU µs, ${smallest}`,
      "statements",
      ...names.slice(1).flatMap((name) => [`x, ${name}`, "statements"]),
    ],
    rows: Object.entries(titles).map(([work, title]) => [
      title,
      short(median(cpu(samples(work, smallest)))),
      short(median(samples(work, smallest).map(({ statements }) => statements))),
      ...names
        .slice(1)
        .flatMap((name) => [
          short(medianRatio(cpu(samples(work, name)), cpu(samples(work, smallest)))),
          short(median(samples(work, name).map(({ statements }) => statements))),
        ]),
    ]),
    notes: [
      `CPU time of server and database together; ${LEARNERS} learners, one connection each, a server process for each column. Ratios are medians of the ratios within each round.`,
      "Statements are counted by the server's own metrics, those of its background work too. Recommendations are asked for after each answer, whose own cost is taken off.",
      `Goal for recommendations: <= 2 at ${HISTORY} results, <= 1.3 at ${LARGE_CATALOGUE} lessons; for the rest: flat.`,
    ],
  };
}

/** Starts what is measured: a server for each catalogue, learners with each history on the smallest. */
async function openSides(stand: Stand, options: SuiteOptions): Promise<Side[]> {
  options.tell(`databases with ${CATALOGUE} and ${LARGE_CATALOGUE} lessons`);
  // Before the long logs are there, and while nobody is connected, or they cannot be copied.
  const wideUrl = await copyDatabase(stand.cluster, "wide", CATALOGUE);
  const largeUrl = await copyDatabase(stand.cluster, "large", LARGE_CATALOGUE);
  const { secretKey, databaseUrl } = stand.settings;
  // A process each, so that none has answered more than another and is better compiled.
  const start = async (url: string) => {
    const metricsPort = await freePort();
    const settings = { ...stand.settings, databaseUrl: url };
    const command = productCommand(settings, { METRICS_PORT: String(metricsPort) });
    return { server: await startServerProcess(command), metricsPort };
  };
  options.tell(`${LEARNERS} learners with ${HISTORY} results, ${LEARNERS} with ${LONG_HISTORY}`);
  const { server: maker } = await start(databaseUrl);
  const prototype = await makePrototype(maker.port, "prototype-heavy", stand.course.exercises, HISTORY);
  await maker.stop();
  const sql = openSql(stand.cluster.url);
  const heavy = { from: HEAVY_FROM, to: HEAVY_FROM + LEARNERS - 1 };
  const long = { from: LONG_FROM, to: LONG_FROM + LEARNERS - 1 };
  await copyLearner(sql, prototype, heavy);
  await copyLearner(sql, prototype, long);
  await lengthenLog(sql, { ...long, times: LONG_HISTORY / HISTORY });
  await sql`vacuum analyze`;
  // From here on the database does nothing of its own accord: beside a request of 80 µs the care of a table that was just filled
  // with some million rows would be most of what is counted.
  await sql`alter system set autovacuum = off`;
  await sql`select pg_reload_conf()`;
  await sql`checkpoint`;
  await sql.end();
  const few = await crowdOf(secretKey, stand.crowd.from, LEARNERS);
  const heavyCrowd = await crowdOf(secretKey, HEAVY_FROM, LEARNERS);
  const longCrowd = await crowdOf(secretKey, LONG_FROM, LEARNERS);
  return [
    { name: `20 results, ${stand.lessons} lessons`, ...(await start(databaseUrl)), crowd: few },
    { name: `${HISTORY} results`, ...(await start(databaseUrl)), crowd: heavyCrowd },
    { name: `${LONG_HISTORY} results`, ...(await start(databaseUrl)), crowd: longCrowd },
    { name: `${CATALOGUE} lessons`, ...(await start(wideUrl)), crowd: few },
    { name: `${LARGE_CATALOGUE} lessons`, ...(await start(largeUrl)), crowd: few },
  ];
}

/** What a request costs a learner with a long history, and beside a large catalogue. */
export const growth: Suite = {
  name: "growth",
  async run(options: SuiteOptions): Promise<Table[]> {
    const stand = await buildStand({ ...options, learners: COMMON });
    try {
      const sides = await openSides(stand, options);
      try {
        return [
          tableOf(
            await measure(stand, sides, options),
            sides.map(({ name }) => name),
          ),
        ];
      } finally {
        for (const { server } of sides) await server.stop();
      }
    } finally {
      await stand.stop();
    }
  },
};
