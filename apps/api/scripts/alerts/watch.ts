import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { watchMachine } from "./busy-machine.ts";
import type { Callers } from "./callers.ts";
import { type Fault, OF_A_BUSY_MACHINE } from "./faults.ts";
import type { Prometheus } from "./prometheus.ts";
import { FACTOR } from "./rules.ts";
import type { Scene } from "./scene.ts";

const LOOK_EVERY_MS = 150;
/** Longer than the slowest alert takes to fire and to be over, with time for a busy machine. */
const PATIENCE_MS = 90_000;
/** What a rule looks back over, and how long that has to be so, at the longest: so long a fault may still be heard of. */
const AFTERMATH_MS = 31_000;

/** Looks at what fires for the whole run. */
export interface Watch {
  /** What has fired and nothing that went on explains. */
  readonly unexplained: readonly string[];
  /** What has fired rightly, since the machine had no time for what ran on it. */
  readonly setAside: readonly string[];
  /** Lets a fault befall, waits for what it has to fire, ends it and waits until that is over. Gives what there is to tell. */
  suffer(fault: Fault): Promise<{ readonly report: string; readonly wrong: string | null }>;
  stop(): Promise<void>;
}

const seconds = (since: number) => `${((performance.now() - since) / 1_000).toFixed(1)} s`;

async function wait(isDone: () => boolean): Promise<boolean> {
  for (const from = performance.now(); !isDone(); await sleep(LOOK_EVERY_MS))
    if (performance.now() - from > PATIENCE_MS) return false;
  return true;
}

export function watchAlerts(prometheus: Prometheus, scene: Scene, callers: Callers): Watch {
  const under = new Set<Fault>();
  const unexplained: string[] = [];
  const setAside: string[] = [];
  const machine = watchMachine();
  const told = new Set<string>();
  let firing: ReadonlySet<string> = new Set();
  const stopping = new AbortController();

  const isExplained = (alert: string) =>
    [...under].some(({ fires, mayFire = [] }) => [...fires, ...mayFire].includes(alert));
  const looking = (async () => {
    while (!stopping.signal.aborted) {
      const from = performance.now();
      firing = await prometheus.firing();
      for (const alert of firing) {
        if (isExplained(alert) || told.has(alert)) continue;
        told.add(alert);
        const names = [...under].map(({ name }) => name).join("; ");
        const isBusy = machine.wasBusy() && OF_A_BUSY_MACHINE.has(alert);
        (isBusy ? setAside : unexplained).push(
          `${alert} fires while ${names === "" ? "nothing is wrong" : names}`,
        );
      }
      await sleep(LOOK_EVERY_MS);
      machine.look(performance.now() - from - LOOK_EVERY_MS);
    }
  })();

  return {
    unexplained,
    setAside,
    async suffer(fault) {
      const { name, fires, mayFire = [] } = fault;
      const from = performance.now();
      const missing = new Set(fires);
      const firedAt: string[] = [];
      const over = new AbortController();
      const ended = once(over.signal, "abort").then(() => undefined);
      under.add(fault);
      const befalling = fault.befall(scene, callers, ended);
      const hasFired = await wait(() => {
        for (const alert of missing) {
          if (!firing.has(alert)) continue;
          missing.delete(alert);
          firedAt.push(`${alert} after ${seconds(from)}`);
        }
        return missing.size === 0;
      });
      over.abort();
      await befalling;
      const undone = performance.now();
      const isOver = await wait(() => ![...fires, ...mayFire].some((alert) => firing.has(alert)));
      setTimeout(() => under.delete(fault), AFTERMATH_MS).unref();
      const wrong = hasFired
        ? isOver
          ? null
          : "its alerts do not end"
        : `did not fire: ${[...missing].join(", ")}`;
      return {
        report: `${name}: ${firedAt.join(", ")}; over ${seconds(undone)} after it`,
        wrong:
          wrong === null
            ? null
            : `${name}: ${wrong} (within ${(PATIENCE_MS * FACTOR) / 60_000} min of the rules' time)`,
      };
    },
    async stop() {
      stopping.abort();
      await looking;
    },
  };
}
