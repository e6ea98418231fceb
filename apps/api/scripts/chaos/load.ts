import { setTimeout as sleep } from "node:timers/promises";
import { call, type Task } from "./learners.ts";
import { newId } from "./random.ts";

/** What was sent under an id, and what became of it. */
export interface Sent {
  readonly learner: number;
  readonly response: object;
  /** The receipt of the first acknowledgement. */
  receipt: string | null;
  /** Sent once and never asked about again: it may be stored or not. */
  isAbandoned: boolean;
}

export interface Outcome {
  readonly sent: ReadonlyMap<string, Sent>;
  /** Answers that no client may ever get, with what is wrong about them. */
  readonly offences: readonly string[];
  readonly statuses: Readonly<Record<string, number>>;
  /** Of acknowledged tries, in milliseconds. */
  readonly durations: readonly number[];
  /** When something was acknowledged, for recovery times. */
  readonly ackTimes: readonly number[];
}

export interface Load {
  readonly apis: readonly string[];
  readonly tokens: readonly string[];
  readonly tasks: readonly Task[];
  readonly attempts: number;
  readonly clients: number;
  readonly random: () => number;
  /** A planted bug that the check must find: to take what was sent for acknowledged. */
  readonly ackEarly: boolean;
}

const LEAK = /\bat .*:\d+:\d+|Failed query|node_modules|\/src\/|"stack"/;
const GIVE_UP_AFTER = 200;

/** Sends answers from many clients at once, each until it is acknowledged. */
export async function runLoad(load: Load): Promise<Outcome> {
  const { apis, tokens, tasks, random } = load;
  const sent = new Map<string, Sent>();
  const offences: string[] = [];
  const statuses: Record<string, number> = {};
  const durations: number[] = [];
  const ackTimes: number[] = [];
  let left = load.attempts;

  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const count = (status: string) => {
    statuses[status] = (statuses[status] ?? 0) + 1;
  };

  /** One try. `null` when no answer came. */
  async function submit(id: string, body: object, learner: number, withinMs = 4_000) {
    const before = performance.now();
    const token = tokens[learner] ?? "";
    try {
      const answer = await call(pick(apis), {
        path: "attempts.submit",
        token,
        input: { id, ...body },
        withinMs,
      });
      count(String(answer.status));
      if (LEAK.test(answer.text)) offences.push(`leak: ${answer.text.slice(0, 200)}`);
      if ([429, 503].includes(answer.status) && !answer.headers.has("retry-after")) {
        offences.push(`${answer.status} without Retry-After`);
      }
      if (answer.status === 200) {
        durations.push(performance.now() - before);
        ackTimes.push(Date.now());
      } else if (![409, 429, 503].includes(answer.status)) {
        offences.push(`${answer.status}: ${answer.text.slice(0, 200)}`);
      }
      return answer;
    } catch {
      count("no answer");
      return null;
    }
  }

  function acknowledge(id: string, text: string): void {
    const entry = sent.get(id);
    if (entry === undefined) return;
    if (entry.receipt !== null && entry.receipt !== text) offences.push(`two receipts for ${id}`);
    entry.receipt ??= text;
  }

  async function untilAcknowledged(id: string, body: object, learner: number): Promise<void> {
    for (let tries = 0; tries < GIVE_UP_AFTER; tries += 1) {
      const answer = await submit(id, body, learner);
      if (answer?.status === 200) {
        acknowledge(id, answer.text);
        return;
      }
      if (answer?.status === 409) {
        offences.push(`409 to a repeat of ${id}`);
        return;
      }
      await sleep(random() * Math.min(1000, 25 * 2 ** Math.min(tries, 6)));
    }
    offences.push(`never acknowledged: ${id}`);
  }

  async function oneAnswer(): Promise<void> {
    const learner = Math.floor(random() * tokens.length);
    const task = pick(tasks);
    const response = pick(task.responses);
    const id = newId();
    const answeredAt = new Date().toISOString();
    const { exerciseId, revision } = task;
    const body = { exerciseId, revision, sittingId: null, response, answeredAt, timeZone: "Africa/Kigali" };
    const dice = random();
    sent.set(id, { learner, response, receipt: null, isAbandoned: dice < 0.01 });
    if (load.ackEarly) {
      acknowledge(id, "as good as done");
      await submit(id, body, learner);
      return;
    }
    if (dice < 0.01) {
      await submit(id, body, learner, Math.ceil(random() * 8));
      return;
    }
    // The connection breaks after the request has left: the client cannot know, and asks again.
    if (dice < 0.06) await submit(id, body, learner, Math.ceil(random() * 8));
    const both = dice < 0.16 ? 2 : 1;
    await Promise.all(Array.from({ length: both }, () => untilAcknowledged(id, body, learner)));
    if (dice > 0.98) {
      const other = await submit(id, { ...body, timeZone: "Europe/Paris" }, learner);
      if (other?.status === 200) offences.push(`another answer under ${id} was taken`);
    }
  }

  async function client(): Promise<void> {
    while (left > 0) {
      left -= 1;
      await oneAnswer();
    }
  }
  await Promise.all(Array.from({ length: load.clients }, client));
  return { sent, offences, statuses, durations, ackTimes };
}
