import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkOutcome, foldAgain, plantLostUpdates } from "./chaos/check.ts";
import { findTasks, makeLearners, untilReady } from "./chaos/learners.ts";
import { runLoad } from "./chaos/load.ts";
import { seededRandom } from "./chaos/random.ts";
import { setStage, type Stage } from "./chaos/stage.ts";

/**
 * Kills what can be killed while learners answer, and checks that nothing acknowledged is lost, doubled or counted
 * wrongly. First it plants two bugs and must find both, so that the check itself is checked.
 */

const { values } = parseArgs({
  options: {
    attempts: { type: "string", default: "3000" },
    kills: { type: "string", default: "12" },
    seed: { type: "string", default: "1" },
    /** So many runs, each with attempts and kills of its own, under one seed after the other. */
    seeds: { type: "string", default: "1" },
    "no-mutants": { type: "boolean", default: false },
  },
});

type Mutant = "takes what was sent for stored" | "loses updates";

interface Run {
  readonly attempts: number;
  readonly kills: number;
  readonly seed: number;
  readonly mutant: Mutant | null;
}

/** Of ten faults seven kill an API, two PostgreSQL and one Redis, one every half to one and a half seconds. */
async function injectFaults(stage: Stage, kills: number, random: () => number, isOver: () => boolean) {
  /** When PostgreSQL was there again, and when it was next taken away. */
  const upAgain: { from: number; until: number }[] = [];
  let done = 0;
  while (done < kills && !isOver()) {
    await sleep(500 + random() * 1000);
    const dice = random();
    if (dice < 0.7) stage.killApi(random() < 0.5 ? 0 : 1);
    else if (dice < 0.9) {
      const last = upAgain.at(-1);
      if (last !== undefined) last.until = Date.now();
      await stage.restartPostgres(200 + random() * 800);
      upAgain.push({ from: Date.now(), until: Number.POSITIVE_INFINITY });
    } else await stage.restartRedis(500);
    done += 1;
  }
  return { done, upAgain };
}

function quantile(sorted: readonly number[], q: number): number {
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0);
}

async function run({ attempts, kills, seed, mutant }: Run): Promise<{ wrong: string[]; report: string }> {
  const stage = await setStage();
  const started = Date.now();
  try {
    await Promise.all(stage.apis.map(untilReady));
    const [first = ""] = stage.apis;
    const tokens = await makeLearners(first, 60);
    const tasks = await findTasks(first, tokens[0] ?? "");
    if (mutant === "loses updates") await plantLostUpdates(stage.databaseUrl);
    let isOver = false;
    const faults = injectFaults(stage, kills, seededRandom(seed), () => isOver);
    const outcome = await runLoad({
      apis: stage.apis,
      tokens,
      tasks,
      attempts,
      clients: 48,
      random: seededRandom(seed + 1_000_003),
      ackEarly: mutant === "takes what was sent for stored",
    });
    isOver = true;
    const { done, upAgain } = await faults;
    await Promise.all(stage.apis.map(untilReady));
    await sleep(2000);
    const wrong = await checkOutcome(stage.databaseUrl, outcome);
    wrong.push(...(await foldAgain(first, tokens[0] ?? "", stage.databaseUrl)));
    wrong.push(...stage.selfCrashes().map((crash) => `an API ended by itself: ${crash}`));
    const durations = outcome.durations.toSorted((a, b) => a - b);
    const recoveries = upAgain
      .flatMap(({ from, until }) => {
        const first = outcome.ackTimes.find((ack) => ack >= from && ack < until);
        return first === undefined ? [] : [first - from];
      })
      .toSorted((x, y) => x - y);
    const acked = [...outcome.sent.values()].filter(({ receipt }) => receipt !== null).length;
    const report =
      `seed ${seed}: ${acked} of ${attempts} acknowledged in ${Math.round((Date.now() - started) / 1000)} s, ${done} faults; ` +
      `statuses ${JSON.stringify(outcome.statuses)}; median ${quantile(durations, 0.5)} ms, p99 ${quantile(durations, 0.99)} ms; ` +
      `first answer after PostgreSQL is up, where it stayed up: median ${quantile(recoveries, 0.5)} ms, worst ${recoveries.at(-1) ?? 0} ms`;
    return { wrong, report };
  } finally {
    await stage.close();
  }
}

const root = fileURLToPath(new URL("..", import.meta.url));
const build = spawnSync(process.execPath, ["--import", "tsx", "scripts/build.ts"], {
  cwd: root,
  stdio: "inherit",
});
if (build.status !== 0) process.exit(1);

const seed = Number(values.seed);
const mutants: readonly Mutant[] = values["no-mutants"]
  ? []
  : ["takes what was sent for stored", "loses updates"];
for (const mutant of mutants) {
  const { wrong } = await run({ attempts: 400, kills: 4, seed, mutant });
  if (wrong.length === 0) {
    console.error(`a planted bug was not found: a server that ${mutant}`);
    process.exit(1);
  }
  console.log(`found, as it must be: a server that ${mutant} (${wrong.length} complaints; ${wrong[0]})`);
}
let complaints = 0;
for (let turn = 0; turn < Number(values.seeds); turn += 1) {
  const { wrong, report } = await run({
    attempts: Number(values.attempts),
    kills: Number(values.kills),
    seed: seed + turn,
    mutant: null,
  });
  console.log(report);
  for (const line of wrong.slice(0, 20)) console.error(line);
  complaints += wrong.length;
}
console.log(complaints === 0 ? "nothing is wrong" : `${complaints} things are wrong`);
process.exit(complaints === 0 ? 0 : 1);
