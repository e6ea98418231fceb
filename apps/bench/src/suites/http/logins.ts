import { cpus } from "node:os";
import { hash, verify } from "@node-rs/argon2";
import { learnerEmail, PASSWORD } from "../../data/identity.ts";
import { runClosedLoop, runOpenLoop } from "../../load/load.ts";
import { encodeRequest, type RequestSource } from "../../load/request.ts";
import { median, percentile } from "../../report/statistics.ts";
import { short, type Table } from "../../report/table.ts";
import type { ServerProcess } from "../../servers/server-process.ts";
import type { SuiteOptions } from "../../suite.ts";
import type { Servers } from "./servers.ts";
import type { Stand } from "./stand.ts";
import { refuseFailures } from "./turns.ts";
import { worksOf } from "./work.ts";

export const LOGIN_CONNECTIONS = 8;
/** Reads of others while somebody signs in, few enough that a quiet server answers each at once. */
const READS_A_SECOND = 200;

/** Each login another account from another address, as limits of sign-ins demand. */
export function loginsTo(path: string, learners: number): RequestSource {
  return (connection, connections) => {
    const own = Math.max(1, Math.floor(learners / connections));
    let turn = Math.floor(Math.random() * own);
    return () => {
      turn += 1;
      const n = (turn % own) * connections + connection;
      const address = `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}`;
      return encodeRequest({ path, body: { email: learnerEmail(n + 1), password: PASSWORD }, address });
    };
  };
}

/**
 * Verifications a second at the product's parameters: as many as all cores could do by the time that a lone one takes, and as many as
 * they do when each has one under way, where they share caches and memory.
 */
async function verificationsASecond(): Promise<{ limit: number; together: number }> {
  const stored = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const cores = cpus().length;
  const timesOf = async (atOnce: number) => {
    const times: number[] = [];
    for (let repeat = 0; repeat < 15; repeat += 1) {
      const startedAt = performance.now();
      await Promise.all(Array.from({ length: atOnce }, () => verify(stored, PASSWORD)));
      times.push(performance.now() - startedAt);
    }
    return median(times);
  };
  return { limit: (cores * 1000) / (await timesOf(1)), together: (cores * 1000) / (await timesOf(cores)) };
}

/** A storm of logins, and what it does to everyone else's reads. */
export async function measureLogins(stand: Stand, servers: Servers, options: SuiteOptions): Promise<Table> {
  const { rounds, seconds } = options;
  options.tell(`logins and reads beside them: ${rounds} rounds of twice ${seconds} s`);
  const { limit, together } = await verificationsASecond();
  const list = worksOf(stand.course, stand.crowd)["list"];
  const reads = { product: list?.product["spread"], plain: list?.plain };
  const paths = { product: "/trpc/auth.login", plain: "/login" };
  const taken = { product: [] as Storm[], plain: [] as Storm[] };
  const readOthers = async (server: ServerProcess, source: RequestSource) => {
    const result = await runOpenLoop({
      port: server.port,
      connections: 16,
      seconds,
      source,
      rate: READS_A_SECOND,
    });
    refuseFailures(result);
    return { p50: percentile(result.latencies, 0.5), p99: percentile(result.latencies, 0.99) };
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const who of ["product", "plain"] as const) {
      const server = servers[who];
      const source = reads[who];
      if (source === undefined) continue;
      const quiet = await readOthers(server, source);
      const logins = runClosedLoop({
        port: server.port,
        connections: LOGIN_CONNECTIONS,
        seconds,
        source: loginsTo(paths[who], options.learners),
      });
      const [during, stormed] = await Promise.all([readOthers(server, source), logins]);
      refuseFailures(stormed);
      taken[who].push({ logins: stormed.answers / stormed.seconds, quiet, during });
    }
  }
  const row = (name: string, all: readonly Storm[]) => {
    const of = (pick: (storm: Storm) => number) => median(all.map(pick));
    const rate = of(({ logins }) => logins);
    return [
      name,
      short(rate),
      short(rate / limit),
      short(of(({ quiet }) => quiet.p50)),
      short(of(({ during }) => during.p50)),
      short(of(({ quiet }) => quiet.p99)),
      short(of(({ during }) => during.p99)),
      short(of(({ quiet, during }) => during.p99 / quiet.p99)),
    ];
  };
  return {
    title: "Logins, and what others feel of them",
    columns: [
      "who",
      "logins/s",
      "of the limit",
      "p50 quiet",
      "p50 storm",
      "p99 quiet",
      "p99 storm",
      "p99 ratio",
    ],
    rows: [row("product", taken.product), row("plain", taken.plain)],
    notes: [
      `argon2id with 19 MiB and two passes for both; the limit is cores / time of one verification: ${short(limit)}/s; with one under way on each core, and nothing else, they do ${short(together)}/s. Milliseconds of lesson lists at ${READS_A_SECOND}/s. plain has no limit of logins under way.`,
      "Goal: >= 0.75 of the limit, p99 ratio <= 2.",
    ],
  };
}

interface Reads {
  readonly p50: number;
  readonly p99: number;
}

interface Storm {
  readonly logins: number;
  readonly quiet: Reads;
  readonly during: Reads;
}
