import { setTimeout as sleep } from "node:timers/promises";
import { seededRandom } from "./random.ts";
import type { Stage } from "./stage.ts";

/** What can befall the servers; `size` in [0, 1) says how long, or whom. */
const FAULTS = {
  "API killed": async ({ apis }: Stage, size: number) => apis[size < 0.5 ? 0 : 1]?.kill(),
  "PostgreSQL stopped": ({ postgres }: Stage, size: number) => postgres.stopFor(200 + size * 800),
  "Redis killed": async ({ redis }: Stage) => redis?.killFor(500),
  "API drained": async ({ apis }: Stage, size: number) => apis[size < 0.5 ? 0 : 1]?.drain(),
  "PostgreSQL frozen": ({ postgres }: Stage) => postgres.freezeFor(2_000),
  "Redis frozen": async ({ redis }: Stage) => redis?.freezeFor(2_000),
  "Redis wiped": async ({ redis }: Stage) => redis?.wipe(),
  "no connections": ({ postgres }: Stage, size: number) => postgres.refuseFor(500 + size * 1_000),
} as const;

export type FaultName = keyof typeof FAULTS;

export interface Fault {
  readonly name: FaultName;
  readonly size: number;
  /** Milliseconds of rest before it. */
  readonly after: number;
}

const kill = (name: FaultName, times: number) => Array.from({ length: times }, () => name);
/** Of ten kills. */
const KILLS = [...kill("API killed", 7), ...kill("PostgreSQL stopped", 2), ...kill("Redis killed", 1)];
/** One of these after every second kill. */
const GENTLER: readonly FaultName[] = [
  "API drained",
  "PostgreSQL frozen",
  "Redis wiped",
  "no connections",
  "Redis frozen",
];

/** The same values in an order drawn at random (Fisher and Yates). */
function shuffled<T>(values: readonly T[], random: () => number): T[] {
  const order = [...values];
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as T, order[last] as T];
  }
  return order;
}

/** So many kills and half as many gentler faults, the same for the same seed, one every half to one and a half seconds. */
export function planFaults(seed: number, kills: number): Fault[] {
  const random = seededRandom(seed);
  const tens = Array.from({ length: Math.ceil(kills / 10) }, () => shuffled(KILLS, random)).flat();
  const names = tens.slice(0, kills).flatMap((name, index): FaultName[] => {
    const gentler = index % 2 === 1 ? GENTLER[((index - 1) / 2) % GENTLER.length] : undefined;
    return gentler === undefined ? [name] : [name, gentler];
  });
  return names.map((name) => ({ name, size: random(), after: 500 + random() * 1_000 }));
}

/** Does one after the other. */
export async function injectFaults(stage: Stage, plan: readonly Fault[]): Promise<void> {
  for (const { name, size, after } of plan) {
    await sleep(after);
    await FAULTS[name](stage, size);
  }
}
