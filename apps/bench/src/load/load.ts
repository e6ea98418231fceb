import { type Connection, openConnection } from "./connection.ts";
import type { RequestSource } from "./request.ts";

export interface LoadResult {
  readonly answers: number;
  /** Answers whose status was not 2xx, and for an open loop also what was never answered. */
  readonly failures: number;
  /** Status of the first failure. */
  readonly firstFailure: number | null;
  readonly seconds: number;
  /** Milliseconds, ascending: of all answers, of those with 2xx, and of the others. */
  readonly latencies: Float64Array;
  readonly accepted: Float64Array;
  readonly refused: Float64Array;
}

export interface LoadOptions {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  readonly source: RequestSource;
  /** Requests of each connection, where time is not what ends it. */
  readonly most?: number;
}

const ascending = (values: readonly number[]) => Float64Array.from(values).toSorted();

class Tally {
  answers = 0;
  failures = 0;
  firstFailure: number | null = null;
  readonly accepted: number[] = [];
  readonly refused: number[] = [];

  add(status: number, milliseconds: number): void {
    this.answers += 1;
    if (status >= 200 && status < 300) {
      this.accepted.push(milliseconds);
      return;
    }
    this.refused.push(milliseconds);
    this.failures += 1;
    this.firstFailure ??= status;
  }

  result(seconds: number): LoadResult {
    const { answers, failures, firstFailure, accepted, refused } = this;
    return {
      answers,
      failures,
      firstFailure,
      seconds,
      latencies: ascending([...accepted, ...refused]),
      accepted: ascending(accepted),
      refused: ascending(refused),
    };
  }
}

async function openAll(options: LoadOptions, onError: (error: Error) => void): Promise<Connection[]> {
  return Promise.all(
    Array.from({ length: options.connections }, () => openConnection(options.port, onError)),
  );
}

/** An answer that takes longer than this after the end does not come. */
const DRAIN_MS = 10_000;

/** Closed loop: each connection sends the next request as soon as it has its answer. */
export async function runClosedLoop(options: LoadOptions): Promise<LoadResult> {
  const { most = Infinity } = options;
  const tally = new Tally();
  return new Promise((resolve, reject) => {
    void openAll(options, reject).then((connections) => {
      const startedAt = performance.now();
      const endsAt = startedAt + options.seconds * 1000;
      let running = connections.length;
      const patience = setTimeout(
        () => {
          for (const connection of connections) connection.close();
          reject(new Error(`${running} requests were never answered`));
        },
        options.seconds * 1000 + DRAIN_MS,
      );
      connections.forEach((connection, index) => {
        const next = options.source(index, connections.length);
        let sent = 0;
        const sendNext = () => {
          const sentAt = performance.now();
          sent += 1;
          connection.send(next(), (status) => {
            const now = performance.now();
            tally.add(status, now - sentAt);
            if (now < endsAt && sent < most) return sendNext();
            connection.close();
            running -= 1;
            if (running > 0) return;
            clearTimeout(patience);
            resolve(tally.result((now - startedAt) / 1000));
          });
        };
        sendNext();
      });
    }, reject);
  });
}

/**
 * Open loop: requests fall due at a steady rate whether or not earlier ones are answered, and a latency counts from the
 * instant at which its request was due. So a stall shows in every request that it delayed (no coordinated omission).
 */
export async function runOpenLoop(options: LoadOptions & { readonly rate: number }): Promise<LoadResult> {
  const tally = new Tally();
  return new Promise((resolve, reject) => {
    void openAll(options, reject).then((connections) => {
      const idle = connections.map((connection, index) => ({
        connection,
        next: options.source(index, connections.length),
      }));
      const total = Math.round(options.rate * options.seconds);
      const startedAt = performance.now();
      const dueAt = (number: number) => startedAt + (number * 1000) / options.rate;
      let sent = 0;
      const finish = () => {
        clearInterval(timer);
        for (const connection of connections) connection.close();
        tally.failures += total - tally.answers;
        resolve(tally.result(options.seconds));
      };
      const pump = () => {
        const now = performance.now();
        while (sent < total && dueAt(sent) <= now) {
          const lane = idle.shift();
          if (lane === undefined) break;
          const due = dueAt(sent);
          sent += 1;
          lane.connection.send(lane.next(), (status) => {
            tally.add(status, performance.now() - due);
            idle.push(lane);
            pump();
          });
        }
        if (tally.answers === total || now > dueAt(total) + DRAIN_MS) finish();
      };
      const timer = setInterval(pump, 1);
    }, reject);
  });
}
