import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { checkFollowers, checkOutcome, foldAgain, plantLostUpdates } from "./chaos/check.ts";
import { injectFaults, planFaults } from "./chaos/faults.ts";
import { figures } from "./chaos/figures.ts";
import { follow } from "./chaos/followers.ts";
import { checkKept } from "./chaos/kept.ts";
import { findTasks, makeLearners, type Task, untilReady } from "./chaos/learners.ts";
import { runLoad } from "./chaos/load.ts";
import { setStage } from "./chaos/stage.ts";
import { createWitness, cutByDrain } from "./chaos/witness.ts";

/**
 * Kills, stops and starves what can be while learners answer, and checks that nothing acknowledged is lost, doubled or
 * counted wrongly. First it plants two bugs and must find both, so that the check itself is checked.
 */

const { values } = parseArgs({
  options: {
    attempts: { type: "string", default: "3000" },
    /** Of APIs, PostgreSQL and Redis; half as many gentler faults come between them. */
    kills: { type: "string", default: "12" },
    seed: { type: "string", default: "1" },
    /** So many runs, each with attempts and kills of its own, under one seed after the other. */
    seeds: { type: "string", default: "1" },
    "no-mutants": { type: "boolean", default: false },
  },
});

/** Each bug that is planted, and a complaint that finds it for what it is. */
const MUTANTS = {
  "takes what was sent for stored": /^lost: /,
  "loses updates": /^(not what the log says|points against)/,
} as const;

type Mutant = keyof typeof MUTANTS;

interface Run {
  readonly attempts: number;
  readonly kills: number;
  readonly seed: number;
  readonly mutant: Mutant | null;
}

const LEARNERS = 60;
const CLIENTS = 48;
/** Of these learners each has a device that pulls and one that listens. */
const FOLLOWED = 6;
/** What clients did not wait for is stored or not by then. */
const QUIET_MS = 1_000;

async function run({ attempts, kills, seed, mutant }: Run): Promise<{ wrong: string[]; report: string[] }> {
  const stage = await setStage({ apis: 2 });
  const { apis, databaseUrl, postgres } = stage;
  const started = Date.now();
  const over = new AbortController();
  try {
    const allReady = () => Promise.all(apis.map(({ url }) => untilReady(url)));
    const [{ url }] = apis as [(typeof apis)[0]];
    const tokens = await makeLearners(url, LEARNERS);
    const tasks = await findTasks(url, tokens[0] ?? "");
    if (mutant === "loses updates") await plantLostUpdates(databaseUrl);
    const witness = createWitness();
    const followers = follow({ apis, tokens, witness, signal: over.signal }, FOLLOWED);
    const plan = planFaults(seed, kills);
    let isEnough = false;
    const faults = injectFaults(stage, plan).finally(() => {
      isEnough = true;
    });
    const ackEarly = mutant === "takes what was sent for stored";
    const load = { apis, tokens, tasks, attempts, clients: CLIENTS, seed, witness, ackEarly };
    const sent = await runLoad({ ...load, isEnough: () => isEnough });
    await faults;
    const took = Math.round((Date.now() - started) / 1000);
    await allReady();
    await sleep(QUIET_MS);
    const wrong = await checkFollowers(databaseUrl, followers, tokens);
    over.abort();
    wrong.push(...(await checkOutcome(databaseUrl, sent)));
    wrong.push(...witness.offences, ...cutByDrain(witness));
    if (mutant === null) {
      wrong.push(...(await checkKept({ apis, tokens: tokens.slice(0, FOLLOWED) }, tasks[0] as Task)));
    }
    wrong.push(...(await foldAgain(url, tokens[0] ?? "", databaseUrl)));
    wrong.push(...stage.crashes.map((crash) => `an API ended by itself: ${crash}`));
    const acknowledged = [...sent.values()].filter(({ receipt }) => receipt !== null).length;
    return {
      wrong,
      report: [
        `seed ${seed}: ${acknowledged} of ${sent.size} acknowledged in ${took} s; ${kills} kills, ${plan.length - kills} gentler faults`,
        ...figures(postgres.outages, apis, witness),
      ],
    };
  } finally {
    over.abort();
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
const mutants = values["no-mutants"] ? [] : (Object.keys(MUTANTS) as Mutant[]);
for (const mutant of mutants) {
  const { wrong } = await run({ attempts: 400, kills: 3, seed, mutant });
  const telling = wrong.find((line) => MUTANTS[mutant].test(line));
  if (telling === undefined) {
    console.error(`a planted bug was not found: a server that ${mutant}`);
    process.exit(1);
  }
  console.log(`found, as it must be: a server that ${mutant} (${wrong.length} complaints; ${telling})`);
}
let complaints = 0;
for (let turn = 0; turn < Number(values.seeds); turn += 1) {
  const { wrong, report } = await run({
    attempts: Number(values.attempts),
    kills: Number(values.kills),
    seed: seed + turn,
    mutant: null,
  });
  console.log(report.join("\n  "));
  for (const line of wrong.slice(0, 20)) console.error(line);
  complaints += wrong.length;
}
console.log(complaints === 0 ? "nothing is wrong" : `${complaints} things are wrong`);
process.exit(complaints === 0 ? 0 : 1);
