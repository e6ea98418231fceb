import { percentile } from "../../report/statistics.ts";
import type { Sample, Turn } from "../../rounds.ts";
import { type LoadResult, runClosedLoop } from "../../load/load.ts";
import type { RequestSource } from "../../load/request.ts";
import { familyCpuSeconds, HAS_CPU_TIMES, processCpuSeconds } from "../../servers/cpu.ts";
import { PGBENCH_LEAST_SECONDS, type PgbenchScript, runPgbench } from "../../servers/pgbench.ts";
import type { ServerProcess } from "../../servers/server-process.ts";

const MICRO = 1e6;

/** Counts the CPU of server, database and this process during some work. */
async function withCpu<T>(pids: { server: number | null; database: number | null }, work: () => Promise<T>) {
  const readAll = () => ({
    server: pids.server === null ? Number.NaN : processCpuSeconds(pids.server),
    database: pids.database === null ? Number.NaN : familyCpuSeconds(pids.database),
    generator: process.cpuUsage(),
  });
  const before = readAll();
  const result = await work();
  const after = readAll();
  const own = process.cpuUsage(before.generator);
  return {
    result,
    server: HAS_CPU_TIMES ? after.server - before.server : Number.NaN,
    database: HAS_CPU_TIMES ? after.database - before.database : Number.NaN,
    generator: (own.user + own.system) / MICRO,
  };
}

/** @throws when an answer was not 2xx: what refuses work is not fast */
export function refuseFailures({ failures, firstFailure, answers }: LoadResult): void {
  if (failures > 0)
    throw new Error(`${failures} of ${answers} answers failed, the first with ${firstFailure ?? "none"}`);
  if (answers === 0) throw new Error("no answers");
}

/** A closed loop against a server. */
export function httpTurn(
  server: ServerProcess,
  source: RequestSource,
  { connections, databasePid }: { connections: number; databasePid: number | null },
): Turn {
  return async (seconds): Promise<Sample> => {
    const { result, ...cpu } = await withCpu({ server: server.pid, database: databasePid }, () =>
      runClosedLoop({ port: server.port, connections, seconds, source }),
    );
    refuseFailures(result);
    const each = MICRO / result.answers;
    return {
      perSecond: result.answers / result.seconds,
      serverCpu: cpu.server * each,
      databaseCpu: cpu.database * each,
      generatorCpu: cpu.generator * each,
      p50: percentile(result.latencies, 0.5),
      p99: percentile(result.latencies, 0.99),
    };
  };
}

/** The database alone. Its CPU counts the making of the connections, so a short turn shows too much of it. */
export function pgbenchTurn(
  binary: string,
  script: PgbenchScript,
  { connections, databasePid, url }: { connections: number; databasePid: number | null; url: string },
): Turn {
  return async (wanted): Promise<Sample> => {
    const seconds = Math.max(PGBENCH_LEAST_SECONDS, Math.round(wanted));
    const { result: perSecond, database } = await withCpu({ server: null, database: databasePid }, () =>
      runPgbench(binary, url, script, { connections, seconds }),
    );
    return {
      perSecond,
      serverCpu: 0,
      databaseCpu: (database / (perSecond * seconds)) * MICRO,
      generatorCpu: Number.NaN,
      p50: Number.NaN,
      p99: Number.NaN,
    };
  };
}
