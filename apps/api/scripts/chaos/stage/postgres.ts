import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeDoor } from "@fluentfusion/db/testing/door";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@fluentfusion/embedded-postgres";
import postgres from "postgres";
import { type Lasting, lasting } from "./lasting.ts";

/** When PostgreSQL could not be used, and why. */
export interface Outage {
  readonly kind: "stopped" | "frozen" | "out of connections";
  readonly from: number;
  /** From here on it takes connections again. */
  readonly until: number;
}

const ROLE = "chaos_api";

/** The processes of a server: its first one and what that has begun. */
function processesOf(postmaster: number): number[] {
  const children = readdirSync("/proc").filter((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]) === postmaster;
    } catch {
      return false;
    }
  });
  return [postmaster, ...children.map(Number)];
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // It ended meanwhile.
    }
  }
}

/** A durable PostgreSQL behind a port that stays the same, and what can befall it. */
export async function startPostgres(dataDir: string) {
  const uses: EmbeddedPostgres[] = [];
  const outages: Outage[] = [];
  let isWanted = true;
  const door = await makeDoor();
  const postmaster = () => {
    const file = readFileSync(join(dataDir, "postgres/cluster/data/postmaster.pid"), "utf8");
    return Number(file.split("\n")[0]);
  };
  const runningProcesses = () => {
    try {
      return processesOf(postmaster()).toReversed();
    } catch {
      // It is between a stop and a start.
      return [];
    }
  };
  /** On a machine that has too much to do, the first connection may be late. */
  const startPatiently = async (triesLeft = 5): Promise<EmbeddedPostgres> =>
    startEmbeddedPostgres({ dataDir }).catch((error: unknown) => {
      if (triesLeft === 0) throw error;
      return startPatiently(triesLeft - 1);
    });
  const start = async () => {
    const use = await startPatiently();
    uses.push(use);
    const url = new URL(use.url);
    await door.shut();
    await door.open(Number(url.port));
    url.port = String(door.port);
    return url.href;
  };
  const ownerUrl = await start();
  const suffer = async (kind: Outage["kind"], work: () => Promise<void>) => {
    const from = Date.now();
    await work();
    outages.push({ kind, from, until: Date.now() });
  };
  const asOwner = async (statements: readonly string[]) => {
    const owner = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
    for (const statement of statements) await owner.unsafe(statement);
    await owner.end();
  };
  return {
    ownerUrl,
    outages: outages as readonly Outage[],
    /** A login that owns nothing, as servers have in production (decision 23). The schema must be there. */
    async serverUrl(): Promise<string> {
      await asOwner([`create role ${ROLE} login password 'of the chaos' in role fluentfusion_api`]);
      const url = new URL(ownerUrl);
      [url.username, url.password] = [ROLE, encodeURIComponent("of the chaos")];
      return url.href;
    },
    /** An immediate stop, as when the machine loses power to that process, and a start after it. */
    stopFor: (how: Lasting) =>
      suffer("stopped", async () => {
        process.kill(postmaster(), "SIGQUIT");
        await lasting(how);
        if (isWanted) await start();
      }),
    /** Every process of it stands still: connections stay and nothing answers. */
    freezeFor: (how: Lasting) =>
      suffer("frozen", async () => {
        const pids = processesOf(postmaster());
        signal(pids, "SIGSTOP");
        await lasting(how);
        signal(pids.toReversed(), "SIGCONT");
      }),
    /** The servers' login loses its connections and gets no new ones. */
    refuseFor: (how: Lasting) =>
      suffer("out of connections", async () => {
        await asOwner([
          `alter role ${ROLE} connection limit 0`,
          `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${ROLE}'`,
        ]);
        await lasting(how);
        await asOwner([`alter role ${ROLE} connection limit -1`]);
      }),
    async stop() {
      isWanted = false;
      // What stands still cannot end.
      signal(runningProcesses(), "SIGCONT");
      for (const use of uses) await use.stop();
      await door.shut();
    },
  };
}

export type StagePostgres = Awaited<ReturnType<typeof startPostgres>>;
