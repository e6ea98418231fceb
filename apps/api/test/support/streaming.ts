import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import postgres from "postgres";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";

const DEBIAN_HOME = "/usr/lib/postgresql";

/** PostgreSQL's programs with those for replication, which the npm binaries lack: from the system, the newest there is. */
export function findPrograms(): string | null {
  const versions = existsSync(DEBIAN_HOME) ? readdirSync(DEBIAN_HOME) : [];
  return (
    versions
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(DEBIAN_HOME, version, "bin"))
      .find((folder) => existsSync(join(folder, "pg_basebackup")) && existsSync(join(folder, "initdb"))) ??
    null
  );
}

/** PostgreSQL refuses to run as root: then it is the user that its package makes. */
function account(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {};
  const line = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((one) => one.startsWith("postgres:"));
  const [, , uid, gid] = line?.split(":") ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

export interface StreamingServer {
  readonly url: string;
  start(): Promise<void>;
  /** At once, as when the machine loses power to it. */
  kill(): Promise<void>;
}

export interface Streaming {
  readonly primary: StreamingServer;
  readonly replica: StreamingServer;
  stop(): Promise<void>;
}

/** A PostgreSQL and one that follows it by streaming replication, both new, on free ports of the loopback. */
export async function startStreaming(programs: string): Promise<Streaming> {
  const folder = mkdtempSync(join(tmpdir(), "fluentfusion-streaming-"));
  const user = account();
  if ("uid" in user) chownSync(folder, user.uid, user.gid);
  const run = (name: string, args: readonly string[]) =>
    promisify(execFile)(join(programs, name), args, { ...user, cwd: folder });

  async function server(name: string): Promise<StreamingServer> {
    const port = await freePort();
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    const settings = [
      `port=${port}`,
      "listen_addresses=127.0.0.1",
      "unix_socket_directories=",
      "fsync=off",
      "shared_buffers=16MB",
      "wal_level=replica",
      "max_wal_senders=4",
    ];
    let child: ChildProcess | null = null;
    const kill = async () => {
      if (child === null || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, "exit");
      child.kill("SIGQUIT");
      await ended;
    };
    process.once("exit", () => child?.kill("SIGQUIT"));
    return {
      url,
      kill,
      async start() {
        const args = ["-D", join(folder, name), ...settings.flatMap((setting) => ["-c", setting])];
        child = spawn(join(programs, "postgres"), args, { ...user, cwd: folder, stdio: "ignore" });
        for (let tries = 0; tries < 600; tries += 1) {
          const sql = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
          const isUp = await sql`select 1`.then(
            () => true,
            () => false,
          );
          await sql.end({ timeout: 1 });
          if (isUp) return;
          await sleep(100);
        }
        throw new Error(`${name} did not start`);
      },
    };
  }

  const primary = await server("primary");
  const replica = await server("replica");
  await run("initdb", [
    "-D",
    join(folder, "primary"),
    "-U",
    "postgres",
    "-A",
    "trust",
    "-E",
    "UTF8",
    "--no-sync",
  ]);
  await primary.start();
  const from = ["-h", "127.0.0.1", "-p", new URL(primary.url).port, "-U", "postgres"];
  await run("pg_basebackup", [
    ...from,
    "-D",
    join(folder, "replica"),
    "-R",
    "-X",
    "stream",
    "-c",
    "fast",
    "--no-sync",
  ]);
  await replica.start();
  return {
    primary,
    replica,
    async stop() {
      await Promise.all([primary.kill(), replica.kill()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
