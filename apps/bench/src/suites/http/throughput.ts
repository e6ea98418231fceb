import { medianRatio, median } from "../../report/statistics.ts";
import { short, type Table } from "../../report/table.ts";
import { type Outcome, runRounds, type Sample, type Turn } from "../../rounds.ts";
import { type LoadOptions, runClosedLoop } from "../../load/load.ts";
import { encodeRequest, type RequestSource } from "../../load/request.ts";
import { findPgbench } from "../../servers/pgbench.ts";
import type { SuiteOptions } from "../../suite.ts";
import { GOALS } from "./goals.ts";
import type { Servers } from "./servers.ts";
import type { Stand } from "./stand.ts";
import { httpTurn, pgbenchTurn, refuseFailures } from "./turns.ts";
import { newAnswer } from "./calls.ts";
import { type Work, worksOf } from "./work.ts";

const samplesOf = (outcome: Outcome | undefined): readonly Sample[] =>
  outcome !== undefined && "samples" in outcome ? outcome.samples : [];
const rates = (samples: readonly Sample[]) => samples.map(({ perSecond }) => perSecond);
const cpuOf = (samples: readonly Sample[]) => samples.map((one) => one.serverCpu + one.databaseCpu);
const middle = (samples: readonly Sample[], pick: (sample: Sample) => number) =>
  short(median(samples.map(pick)));

/** The same learners and bodies as the product gets, to the constant of that work. */
function staticSource(stand: Stand, work: Work): RequestSource {
  const { tokens } = stand.crowd;
  const exercise = stand.course.exercises[0];
  return (connection) => {
    let turn = connection;
    return () => {
      turn += 1;
      const token = tokens[turn % tokens.length] ?? "";
      const body = work.name === "submit" && exercise !== undefined ? newAnswer(exercise, turn) : undefined;
      return encodeRequest({ path: `/${work.name}`, token, ...(body === undefined ? {} : { body }) });
    };
  };
}

/**
 * A hit is what was asked before and is still kept: since the last turn the others have asked for as long as answers are, and in the
 * rows of learners in turn for more than are.
 */
function afterAsking(turn: Turn, load: Pick<LoadOptions, "port" | "connections" | "source" | "most">): Turn {
  return async (seconds) => {
    refuseFailures(await runClosedLoop({ ...load, seconds: 60 }));
    return turn(seconds);
  };
}

function contestantsOf(stand: Stand, servers: Servers, work: Work, connections: number): Map<string, Turn> {
  const databasePid = stand.cluster.postmasterPid;
  const settings = { connections, databasePid };
  const { port } = servers.product;
  const most = Math.ceil(stand.crowd.tokens.length / connections);
  const turns = new Map<string, Turn>();
  for (const [variant, source] of Object.entries(work.product)) {
    const turn = httpTurn(servers.product, source, settings);
    turns.set(variant, variant === "hit" ? afterAsking(turn, { port, connections, source, most }) : turn);
  }
  turns.set("plain", httpTurn(servers.plain, work.plain, settings));
  turns.set("static", httpTurn(servers.constant, staticSource(stand, work), settings));
  if (servers.original !== null) turns.set("original", httpTurn(servers.original, work.plain, settings));
  const binary = findPgbench();
  if (binary !== null && work.pgbench.length > 0) {
    const script = { folder: stand.cluster.folder, name: work.name, lines: work.pgbench };
    turns.set("pgbench", pgbenchTurn(binary, script, { ...settings, url: stand.cluster.url }));
  }
  return turns;
}

const COLUMNS = [
  "work",
  "asked",
  "req/s",
  "p50 ms",
  "p99 ms",
  "server CPU µs",
  "database CPU µs",
  "x plain",
  "CPU / plain",
  "x static",
  "x pgbench",
  "x original",
  "goal",
] as const;

function rowsOf(work: Work, outcomes: ReadonlyMap<string, Outcome>): string[][] {
  const [plain, constant, pgbench, original] = ["plain", "static", "pgbench", "original"].map((name) =>
    samplesOf(outcomes.get(name)),
  );
  return Object.keys(work.product).map((variant) => {
    const outcome = outcomes.get(variant);
    if (outcome !== undefined && "failure" in outcome)
      return [work.title, variant, `failed: ${outcome.failure}`];
    const own = samplesOf(outcome);
    const ratio = (peer: readonly Sample[] | undefined) => medianRatio(rates(own), rates(peer ?? []));
    const ratios = {
      plain: ratio(plain) * work.plainRequests,
      static: ratio(constant),
      pgbench: ratio(pgbench),
    };
    return [
      work.title,
      variant,
      middle(own, (one) => one.perSecond),
      middle(own, (one) => one.p50),
      middle(own, (one) => one.p99),
      middle(own, (one) => one.serverCpu),
      middle(own, (one) => one.databaseCpu),
      short(ratios.plain),
      short(medianRatio(cpuOf(own), cpuOf(plain ?? [])) / work.plainRequests),
      short(ratios.static),
      short(ratios.pgbench),
      short(ratio(original) * work.plainRequests),
      (GOALS[`${work.name} ${variant}`] ?? [])
        .map(({ peer, atLeast }) => `${ratios[peer] >= atLeast ? "met" : "missed"}: ${peer} >= ${atLeast}`)
        .join(", "),
    ];
  });
}

function peerRows(work: Work, outcomes: ReadonlyMap<string, Outcome>): string[][] {
  return [...outcomes].map(([name, outcome]) => {
    if ("failure" in outcome) return [work.title, name, `failed: ${outcome.failure}`];
    const { samples } = outcome;
    const columns: ((sample: Sample) => number)[] = [
      (one) => one.perSecond,
      (one) => one.p50,
      (one) => one.p99,
      (one) => one.serverCpu,
      (one) => one.databaseCpu,
      (one) => one.generatorCpu,
    ];
    return [work.title, name, ...columns.map((pick) => middle(samples, pick))];
  });
}

/** Each work against each peer, in alternating turns: once as ratios, once as it was measured. */
export async function measureThroughput(
  stand: Stand,
  servers: Servers,
  options: SuiteOptions,
): Promise<Table[]> {
  const ratios: string[][] = [];
  const absolute: string[][] = [];
  for (const work of Object.values(worksOf(stand.course, stand.crowd))) {
    options.tell(`${work.title}: ${options.rounds} rounds of ${options.seconds} s`);
    const outcomes = await runRounds(contestantsOf(stand, servers, work, options.connections), options);
    ratios.push(...rowsOf(work, outcomes));
    absolute.push(...peerRows(work, outcomes));
  }
  const notes = [
    `${options.connections} connections; ${stand.lessons} lessons, ${options.learners} learners with 20 results each. Ratios are medians of the ratios within each round; CPU / plain below 1 is cheaper.`,
    "hit: everyone has asked just before, for the same or, of recommendations, a thousand learners for their own; spread: pages, lessons and learners in turn, which what holds them all in memory still answers from there.",
    "plain: Fastify 5 and postgres.js with raw SQL, no revocation, no grading, no folding. A batch is compared with the five requests that plain needs for it.",
    servers.original === null
      ? "The original's stack was not measured: this Python has not all of fastapi, uvicorn, sqlalchemy, psycopg2, pyjwt."
      : "original: FastAPI and SQLAlchemy's ORM, one uvicorn worker, helped by a larger pool and by indexes.",
    ...(findPgbench() === null ? ["pgbench was not found on this machine, so its column is empty."] : []),
    "pgbench runs plain's statements, for recommendations the read of the learner's state alone, for an answer the single-row insert alone.",
  ];
  return [
    { title: "Requests: ratios", columns: COLUMNS, rows: ratios, notes },
    {
      title: "Requests: as measured",
      columns: [
        "work",
        "who",
        "req/s",
        "p50 ms",
        "p99 ms",
        "server CPU µs",
        "database CPU µs",
        "generator CPU µs",
      ],
      rows: absolute,
      notes: [
        "Where the generator needs as much CPU as a server, the rate is the generator's and the ratio is too near 1.",
      ],
    },
  ];
}
