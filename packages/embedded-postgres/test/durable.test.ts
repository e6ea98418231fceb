import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";

import { EmbeddedPostgresError, startEmbeddedPostgres } from "../src/index.ts";
import { isRunning } from "../src/processes.ts";
import { holdServer } from "./support/holder.ts";
import { query, serverStart } from "./support/query.ts";

const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65_534, gid: 65_534 };
const NAMELESS = { uid: 54_321, gid: 54_321 };
/** In a checkout that is closed to others, root has no other user to try this as. */
const canBeAnother = isRoot && spawnSync("test", ["-r", fileURLToPath(import.meta.url)], NOBODY).status === 0;
/** Some containers forbid user namespaces, and then there is no help for a user without a name. */
const canLendName =
  canBeAnother && spawnSync("env", ["unshare", "--user", "--map-user=65534", "true"], NAMELESS).status === 0;

let ended: string;
let parent: string;
let dataDir: string;

beforeAll(async () => {
  ended = mkdtempSync(join(tmpdir(), "embedded postgres "));
  await (await startEmbeddedPostgres({ dataDir: join(ended, "data") })).stop();
});
afterAll(() => rmSync(ended, { recursive: true, force: true }));

beforeEach(() => {
  // Closed to everyone else, as a clone in root's home is, and with a space in its path.
  parent = mkdtempSync(join(tmpdir(), "embedded postgres "));
  dataDir = join(parent, "data");
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

/** Leaves the cluster here of a server that was started once and ended: making one takes longer than most tests. */
function useEndedCluster(): void {
  execFileSync("cp", ["-a", join(ended, "data"), dataDir]);
}

const pidFile = () => join(dataDir, "postgres", "cluster", "data", "postmaster.pid");
const postmasterPid = () => Number(readFileSync(pidFile(), "utf8").split("\n")[0]);

test("a cluster keeps what was written, checks its pages, and is reached only from here with the password", async () => {
  const first = await startEmbeddedPostgres({ dataDir });
  await query(first.url, "create table notes as select 'kept' as body");
  const pid = postmasterPid();
  await first.stop();
  expect(isRunning(pid)).toBe(false);

  const second = await startEmbeddedPostgres({ dataDir });
  expect(await query(second.url, "select body from notes")).toEqual([{ body: "kept" }]);
  const settings = await query(
    second.url,
    "select name, setting from pg_settings where name in ('data_checksums', 'fsync', 'full_page_writes', 'listen_addresses', 'server_encoding', 'synchronous_commit', 'unix_socket_directories')",
  );
  expect(Object.fromEntries(settings.map(({ name, setting }) => [name, setting]))).toEqual({
    data_checksums: "on",
    fsync: "on",
    full_page_writes: "on",
    listen_addresses: "127.0.0.1",
    server_encoding: "UTF8",
    synchronous_commit: "on",
    unix_socket_directories: "",
  });
  expect(new URL(second.url).pathname).toBe("/fluentfusion");
  const guess = new URL(second.url);
  guess.password = "guess";
  await expect(query(guess.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  await second.stop();
});

test("other processes join the running server, and the last one out ends it", async () => {
  useEndedCluster();
  const ours = await startEmbeddedPostgres({ dataDir });
  const start = await serverStart(ours.url);
  const other = await holdServer(dataDir);
  const again = await startEmbeddedPostgres({ dataDir });
  const pid = postmasterPid();
  expect(await serverStart(other.url)).toBe(start);
  expect(await serverStart(again.url)).toBe(start);

  await ours.stop();
  await again.stop();
  expect(await serverStart(other.url)).toBe(start);
  await other.finish();
  expect(isRunning(pid)).toBe(false);
});

test("first starts at the same moment end up on one server", async () => {
  const [ours, again, other] = await Promise.all([
    startEmbeddedPostgres({ dataDir }),
    startEmbeddedPostgres({ dataDir }),
    holdServer(dataDir),
  ]);
  const starts = await Promise.all([ours, again, other].map(({ url }) => serverStart(url)));
  expect(new Set(starts).size).toBe(1);
  await Promise.all([ours.stop(), again.stop(), other.finish()]);
});

test("leaving and joining at the same moment never gives a server that is about to end", async () => {
  useEndedCluster();
  let held = await startEmbeddedPostgres({ dataDir });
  for (let round = 0; round < 10; round += 1) {
    const [joined] = await Promise.all([startEmbeddedPostgres({ dataDir }), held.stop()]);
    expect(await query(joined.url, "select 1 as one")).toEqual([{ one: 1 }]);
    held = joined;
  }
  await held.stop();
});

test("a server whose owner was killed is joined, and the dead do not keep it alive", async () => {
  useEndedCluster();
  const owner = await holdServer(dataDir);
  const start = await serverStart(owner.url);
  await owner.kill();
  const ours = await startEmbeddedPostgres({ dataDir });
  expect(await serverStart(ours.url)).toBe(start);
  const pid = postmasterPid();
  await ours.stop();
  expect(isRunning(pid)).toBe(false);
});

test("what was committed survives a server that is killed", async () => {
  useEndedCluster();
  const before = await startEmbeddedPostgres({ dataDir });
  await query(before.url, "create table notes as select 'committed' as body");
  process.kill(postmasterPid(), "SIGKILL");
  const after = await startEmbeddedPostgres({ dataDir });
  expect(await query(after.url, "select body from notes")).toEqual([{ body: "committed" }]);
  await before.stop();
  await after.stop();
});

test.runIf(process.platform === "linux")(
  "a pid file that now names a stranger does not bar a start",
  async () => {
    useEndedCluster();
    const first = await startEmbeddedPostgres({ dataDir });
    const left = readFileSync(pidFile(), "utf8");
    await first.stop();
    writeFileSync(pidFile(), left.replace(/^\d+/, String(process.pid)));
    const second = await startEmbeddedPostgres({ dataDir });
    expect(await query(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await second.stop();
  },
);

test("a data folder that is a file is named", async () => {
  writeFileSync(dataDir, "");
  const start = startEmbeddedPostgres({ dataDir });
  await expect(start).rejects.toThrow(EmbeddedPostgresError);
  await expect(start).rejects.toThrow(`DATA_DIR: ${dataDir} is not a folder; choose another path`);
});

test.runIf(process.platform === "linux")(
  "a data folder where none can be made is named at once",
  async () => {
    const start = startEmbeddedPostgres({ dataDir: "/proc/fluentfusion" });
    await expect(start).rejects.toThrow("DATA_DIR: /proc/fluentfusion cannot be made");
  },
);

test.runIf(canBeAnother || !isRoot)("a data folder that is read-only is named", async () => {
  chmodSync(parent, 0o555);
  const account = isRoot ? NOBODY : {};
  await expect(holdServer(dataDir, account)).rejects.toThrow(
    `EmbeddedPostgresError: DATA_DIR: ${dataDir} cannot be made or written to by this user`,
  );
  chmodSync(parent, 0o755);
});

test("a cluster of another PostgreSQL version is named, not started", async () => {
  useEndedCluster();
  writeFileSync(join(dataDir, "postgres", "cluster", "data", "PG_VERSION"), "9\n");
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(
    /was made by PostgreSQL 9 and this is \d+;/,
  );
});

test.runIf(canLendName)(
  "a user without a name can run it, as in a container with a bare user id",
  async () => {
    chownSync(parent, NAMELESS.uid, NAMELESS.gid);
    const holder = await holdServer(dataDir, NAMELESS);
    expect(await query(holder.url, "select 1 as one")).toEqual([{ one: 1 }]);
    await holder.finish();
  },
);
