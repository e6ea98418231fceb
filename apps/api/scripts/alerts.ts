import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setPriority } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { makeCallers } from "./alerts/callers.ts";
import { AT_LAST, type Fault, ROWS } from "./alerts/faults.ts";
import { startOrdinaryLoad } from "./alerts/ordinary-load.ts";
import { complaintOf, hasPrometheus, startPrometheus } from "./alerts/prometheus.ts";
import { alertsOf, FACTOR, shorten } from "./alerts/rules.ts";
import { setScene } from "./alerts/scene.ts";
import { watchAlerts } from "./alerts/watch.ts";

/**
 * Holds `ops/alerts.yml` against what it is for, with a real Prometheus in which a minute is a second: on an ordinary day no alert
 * fires, each fault fires what it has to, nothing else fires, and all is over when the fault is.
 */

const {
  values: { only },
} = parseArgs({
  options: {
    /** An alert: the faults that bring it about, and no others. */
    only: { type: "string" },
  },
});

const RULES = fileURLToPath(new URL("../../../ops/alerts.yml", import.meta.url));
/** As long as the rule that looks back farthest for an ordinary day has to hold, and over what it looks. */
const QUIET_MS = 20_000;

const PRIORITY = -5;

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

if (!hasPrometheus()) fail("this needs Prometheus and its promtool (Debian's package `prometheus`)");
if (spawnSync("redis-server", ["--version"]).status !== 0) fail("this needs a redis-server");
const complaint = complaintOf(RULES);
if (complaint !== null) fail(complaint);
const rules = readFileSync(RULES, "utf8");
const faults = [...ROWS.flat(), ...AT_LAST];
const tried = new Set(faults.flatMap(({ fires }) => fires));
const there = alertsOf(rules);
const untried = there.filter((alert) => !tried.has(alert));
if (untried.length > 0) fail(`no fault brings these about: ${untried.join(", ")}`);
const unknown = [...tried].filter((alert) => !there.includes(alert));
if (unknown.length > 0) fail(`there is no such alert: ${unknown.join(", ")}`);

try {
  // A server that others leave no time is slow, and the rules say so: this goes before them, where it may.
  setPriority(PRIORITY);
} catch {
  // Root alone may.
}
const root = fileURLToPath(new URL("..", import.meta.url));
const build = spawnSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], {
  cwd: root,
  stdio: "inherit",
});
if (build.status !== 0) process.exit(1);

const started = performance.now();
const scene = await setScene();
const wrong: string[] = [];
const setAside: string[] = [];
const say = (line: string) => console.log(line);
try {
  const url = scene.stage.apis[0]?.url ?? "";
  const callers = await makeCallers(url, 20);
  const load = await startOrdinaryLoad(url, callers.signIn);
  const prometheus = await startPrometheus(shorten(rules), scene.metricsPort);
  scene.alsoClose(() => prometheus.stop());
  const watch = watchAlerts(prometheus, scene, callers);
  await sleep(QUIET_MS);
  const alarms = [...watch.unexplained, ...watch.setAside];
  say(
    `${(QUIET_MS * FACTOR) / 60_000} minutes of an ordinary day, ${load.calls()} calls: ${alarms.length === 0 ? "nothing fires" : alarms.join("; ")}`,
  );
  const sufferAll = async (row: readonly Fault[]) => {
    for (const fault of row) {
      const { report, wrong: complaint } = await watch.suffer(fault);
      say(report);
      if (complaint !== null) wrong.push(complaint);
    }
  };
  const wanted = (row: readonly Fault[]) =>
    row.filter(({ fires }) => only === undefined || fires.includes(only));
  await Promise.all(ROWS.map((row) => sufferAll(wanted(row))));
  await sufferAll(wanted(AT_LAST));
  await watch.stop();
  await load.stop();
  wrong.push(...watch.unexplained);
  setAside.push(...watch.setAside);
  wrong.push(...scene.stage.crashes.map((crash) => `an API ended by itself: ${crash}`));
} finally {
  await scene.close();
}
for (const line of setAside) say(`this machine had no time: ${line}`);
for (const line of wrong) console.error(`wrong: ${line}`);
const took = `${Math.round((performance.now() - started) / 1_000)} s`;
console.log(
  wrong.length === 0
    ? `${only === undefined ? `each of ${there.length} alerts` : only} fires when it must and at no other time (${took})`
    : took,
);
process.exit(wrong.length === 0 ? 0 : 1);
