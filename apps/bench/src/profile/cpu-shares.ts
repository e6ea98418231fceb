import type { CallFrame } from "./look.ts";

/** As V8's protocol has it. */
export interface CpuProfile {
  readonly nodes: readonly { readonly id: number; readonly callFrame: CallFrame }[];
  /** The node that was found running at each sample. */
  readonly samples: readonly number[];
  /** Microseconds from the sample before, or the start. */
  readonly timeDeltas: readonly number[];
}

const IDLE = "(idle)";

/**
 * How the time in which a thread was not idle is shared between homes; each function counts without those that it calls.
 *
 * @returns by home, from 0 to 1, largest first
 */
export function cpuShares(
  { nodes, samples, timeDeltas }: CpuProfile,
  homeOf: (frame: CallFrame) => string,
): Map<string, number> {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const times = new Map<string, number>();
  let busy = 0;
  for (const [index, id] of samples.entries()) {
    const frame = frames.get(id);
    // What a sample found ran from it until the next one.
    const time = timeDeltas[index + 1] ?? 0;
    if (frame === undefined || frame.functionName === IDLE) continue;
    busy += time;
    const home = homeOf(frame);
    times.set(home, (times.get(home) ?? 0) + time);
  }
  return new Map([...times].toSorted(([, a], [, b]) => b - a).map(([home, time]) => [home, time / busy]));
}
