import { execFile } from "node:child_process";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const DEBIAN_HOME = "/usr/lib/postgresql";

/** PostgreSQL's own load generator, which the npm binaries lack: from the system, the newest there is. */
export function findPgbench(): string | null {
  const onPath = (process.env["PATH"] ?? "").split(":").map((folder) => join(folder, "pgbench"));
  const debian = existsSync(DEBIAN_HOME)
    ? readdirSync(DEBIAN_HOME)
        .toSorted((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN_HOME, version, "bin", "pgbench"))
    : [];
  return [...debian, ...onPath].find((file) => existsSync(file)) ?? null;
}

/** A statement with its parameters written as SQL over pgbench's variables. */
export function fillIn(statement: string, parameters: readonly string[]): string {
  return statement.replaceAll(
    /\$(\d+)/g,
    (_, number: string) => `(${parameters[Number(number) - 1] ?? "null"})`,
  );
}

export interface PgbenchScript {
  readonly folder: string;
  readonly name: string;
  /** Commands that set variables, then statements; the whole is one transaction of the count. */
  readonly lines: readonly string[];
}

/** Its connections alone may take a second on a busy machine, and then it tells no rate. */
export const PGBENCH_LEAST_SECONDS = 2;

/** Runs a script with prepared statements and gives its transactions a second, connecting not counted. */
export async function runPgbench(
  binary: string,
  url: string,
  script: PgbenchScript,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<number> {
  const file = join(script.folder, `${script.name}.sql`);
  writeFileSync(file, `${script.lines.map((line) => line.replaceAll(/\s+/g, " ")).join("\n")}\n`);
  const { hostname, port, username, password, pathname } = new URL(url);
  const { stdout } = await promisify(execFile)(
    binary,
    ["-n", "-M", "prepared", "-f", file, "-c", String(connections), "-T", String(seconds)].concat([
      "-h",
      hostname,
      "-p",
      port,
      "-U",
      username,
      pathname.slice(1),
    ]),
    { env: { ...process.env, PGPASSWORD: decodeURIComponent(password) } },
  );
  const rate = /tps = ([\d.]+)/.exec(stdout)?.[1];
  if (rate === undefined) throw new Error(`pgbench told no rate: ${stdout.trim().split("\n").at(-1) ?? ""}`);
  return Number(rate);
}
