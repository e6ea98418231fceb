import type { RequestSource } from "../load/request.ts";
import { median, medianRatio } from "../report/statistics.ts";
import { short, type Table } from "../report/table.ts";
import { type Outcome, runRounds, type Sample, type Turn } from "../rounds.ts";
import { productCommand } from "../servers/product.ts";
import { startServerProcess } from "../servers/server-process.ts";
import type { Suite, SuiteOptions } from "../suite.ts";
import { fetchJson, newAnswer, pullLog } from "./http/calls.ts";
import { at, eachLearner } from "./http/each-learner.ts";
import { buildStand, type Stand } from "./http/stand.ts";
import { httpTurn } from "./http/turns.ts";

/** As many as one push may carry. */
const EVENTS = 50;
const CONNECTIONS = 8;
/** Enough that no learner is waited for. */
const LEARNERS = 1_000;

const newEvents = ({ course }: Stand, turn: number) =>
  Array.from({ length: EVENTS }, (_, index) => {
    const exercise = at(course.exercises, turn * EVENTS + index);
    return { type: "attempt", ...newAnswer(exercise, index) };
  });

function sourcesOf(stand: Stand): Record<string, RequestSource> {
  const { tokens } = stand.crowd;
  const path = "/trpc/sync.push";
  const all = tokens.length;
  const push: RequestSource = eachLearner(all, (learner, turn) => ({
    path,
    token: at(tokens, learner),
    body: { events: newEvents(stand, turn) },
  }));
  return {
    one: eachLearner(all, (learner, turn) => ({
      path: "/trpc/attempts.submit",
      token: at(tokens, learner),
      body: newAnswer(at(stand.course.exercises, learner + turn), turn),
    })),
    push,
    // What a device sends again when the answer was lost.
    again: (connection, connections) => {
      const request = push(connection, connections)();
      return () => request;
    },
    pull: eachLearner(all, (learner) => ({ path: pullLog(), token: at(tokens, learner) })),
  };
}

async function verify(port: number, stand: Stand): Promise<void> {
  const body = { events: newEvents(stand, 0) };
  const text = await fetchJson(port, { path: "/trpc/sync.push", token: at(stand.crowd.tokens, 0), body });
  const { results } = (JSON.parse(text) as { result: { data: { results: { status: string }[] } } }).result
    .data;
  const accepted = results.filter(({ status }) => status === "accepted").length;
  if (accepted !== EVENTS) throw new Error(`of ${EVENTS} events ${accepted} were accepted`);
}

const rates = (all: readonly Sample[]) => all.map(({ perSecond }) => perSecond);

function rowOf(
  title: string,
  events: number,
  outcome: Outcome | undefined,
  one: Outcome | undefined,
): string[] {
  if (outcome === undefined || "failure" in outcome)
    return [title, `failed: ${outcome?.failure ?? "not run"}`];
  const { samples } = outcome;
  const singles = one !== undefined && "samples" in one ? rates(one.samples) : [];
  return [
    title,
    short(median(rates(samples)) * events),
    short(median(samples.map(({ serverCpu }) => serverCpu)) / events),
    short(median(samples.map(({ databaseCpu }) => databaseCpu)) / events),
    short(median(samples.map(({ p50 }) => p50))),
    short(median(samples.map(({ p99 }) => p99))),
    short(medianRatio(rates(samples), singles) * events),
  ];
}

/** A device that was offline and comes back. */
export const sync: Suite = {
  name: "sync",
  async run(options: SuiteOptions): Promise<Table[]> {
    const stand = await buildStand({ ...options, learners: LEARNERS });
    try {
      const server = await startServerProcess(productCommand(stand.settings));
      try {
        await verify(server.port, stand);
        options.tell(`pushing and pulling: ${options.rounds} rounds of ${options.seconds} s`);
        const settings = { connections: CONNECTIONS, databasePid: stand.cluster.postmasterPid };
        const turns = Object.entries(sourcesOf(stand)).map(([name, source]): [string, Turn] => [
          name,
          httpTurn(server, source, settings),
        ]);
        const outcomes = await runRounds(new Map(turns), options);
        const row = (title: string, name: string, events: number) =>
          rowOf(title, events, outcomes.get(name), outcomes.get("one"));
        return [
          {
            title: "Answers of a device that was offline",
            columns: [
              "what",
              "a second",
              "server CPU µs",
              "database CPU µs",
              "p50 ms",
              "p99 ms",
              "x one by one",
            ],
            rows: [
              row("answers, one by one", "one", 1),
              row(`answers, pushed by ${EVENTS}`, "push", EVENTS),
              row(`answers, ${EVENTS} pushed again`, "again", EVENTS),
              row("pulls of up to 100 entries", "pull", 1),
            ],
            notes: [`${CONNECTIONS} connections; rate and CPU for each answer, latency for each request.`],
          },
        ];
      } finally {
        await server.stop();
      }
    } finally {
      await stand.stop();
    }
  },
};
