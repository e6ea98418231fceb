import { setTimeout as sleep } from "node:timers/promises";
import { createFairTime, type FairTime } from "./fair-time.ts";
import type { Task } from "./learners.ts";
import { newId, seededRandom } from "./random.ts";
import type { Api } from "./stage/api.ts";
import type { Witness } from "./witness.ts";

/** What was sent under an id, and what became of it. */
export interface Sent {
  readonly response: object;
  /** The receipt of the first acknowledgement. */
  receipt: string | null;
}

export interface Load {
  readonly apis: readonly Api[];
  readonly tokens: readonly string[];
  readonly tasks: readonly Task[];
  /** At least so many are sent, and more until this says that it is enough. */
  readonly attempts: number;
  readonly isEnough: () => boolean;
  readonly clients: number;
  readonly seed: number;
  readonly witness: Witness;
  /** A planted bug that the check must find: to take what was sent for acknowledged. */
  readonly ackEarly: boolean;
}

interface Attempt {
  readonly id: string;
  readonly learner: number;
  readonly response: object;
  readonly [field: string]: unknown;
}

/** Of fair time: longer than everything that befalls the servers takes together. */
const GIVE_UP_AFTER_S = 60;
const BATCH = 10;
/** So many tries have the longest pauses. */
const PATIENT = 6;

/** Sends answers from many clients at once, each until it is acknowledged. Gives back what was sent, by its id. */
export async function runLoad(load: Load): Promise<ReadonlyMap<string, Sent>> {
  const sent = new Map<string, Sent>();
  const { witness, isEnough } = load;
  const time = createFairTime({ acknowledged: () => witness.acknowledged, isOver: isEnough });
  const clients = Array.from({ length: load.clients }, (_, index) =>
    runClient({ ...load, time }, index, sent),
  );
  await Promise.all(clients);
  time.stop();
  return sent;
}

/** One device. What it does next depends on the seed alone, not on what comes of it. */
async function runClient(
  load: Load & { time: FairTime },
  index: number,
  sent: Map<string, Sent>,
): Promise<void> {
  const { apis, tokens, tasks, witness, time } = load;
  const { offences } = witness;
  const random = seededRandom(load.seed * 1_009 + index);
  // Where to and how long to pause depends on what came, and must not shift what is sent.
  const elsewhere = seededRandom(load.seed * 1_009 + index + 500_009);
  const below = (count: number) => Math.floor(random() * count);
  const anApi = () => apis[Math.floor(elsewhere() * apis.length)] as Api;
  const mine: Attempt[] = [];

  function newAttempt(learner: number): Attempt {
    const { exerciseId, revision, responses } = tasks[below(tasks.length)] as Task;
    const response = responses[below(responses.length)] as object;
    const id = newId(random);
    sent.set(id, { response, receipt: null });
    const answeredAt = new Date().toISOString();
    const timeZone = "Africa/Kigali";
    return { id, learner, exerciseId, revision, sittingId: null, response, answeredAt, timeZone };
  }

  function acknowledge({ id }: Attempt, receipt: unknown): void {
    const entry = sent.get(id);
    if (entry === undefined) return;
    const text = JSON.stringify(receipt);
    if (entry.receipt !== null && entry.receipt !== text) offences.push(`two receipts for ${id}`);
    entry.receipt ??= text;
  }

  /** Whose it is, and what is sent of it. */
  const parts = ({ learner, ...input }: Attempt) => ({ token: tokens[learner] ?? "", input });

  const submit = (attempt: Attempt, withinMs = 4_000) =>
    witness.ask(anApi(), { path: "attempts.submit", ...parts(attempt), withinMs });

  /** Of a length drawn at random, longer with each try. */
  const pause = (tries: number) => sleep(elsewhere() * Math.min(1000, 25 * 2 ** Math.min(tries, PATIENT)));

  /** Tries until `take` has what it wants of an answer. One that no client may ever get ends it: it is told already. */
  async function untilDone(what: string, ask: () => ReturnType<typeof submit>, take: (text: string) => void) {
    const [began, until] = [Date.now(), time.seconds() + GIVE_UP_AFTER_S];
    const became: string[] = [];
    for (let tries = 0; time.seconds() < until; tries += 1) {
      const answer = await ask();
      became.push(answer === null ? "no answer" : String(answer.status));
      if (answer?.status === 200) {
        witness.waits.push(Date.now() - began);
        take(answer.text);
        return;
      }
      if (answer?.status === 409) {
        offences.push(`409 to a repeat of ${what}`);
        return;
      }
      if (answer?.isExpected === false) return;
      await pause(tries);
    }
    const story = `${became.length} tries in ${Math.round((Date.now() - began) / 1_000)} s`;
    offences.push(`never acknowledged: ${what}; ${story}, the last ones ${became.slice(-8).join(", ")}`);
  }

  const untilAcknowledged = (attempt: Attempt) =>
    untilDone(
      attempt.id,
      () => submit(attempt),
      (text) => acknowledge(attempt, (JSON.parse(text) as { result: { data: unknown } }).result.data),
    );

  /** What a device has gathered while it was offline, some of it sent before. */
  async function pushBatch(learner: number): Promise<void> {
    const earlier = mine.filter((attempt) => attempt.learner === learner).slice(-2);
    const batch = [...earlier, ...Array.from({ length: BATCH }, () => newAttempt(learner))];
    const events = batch.map((attempt) => ({ type: "attempt", ...parts(attempt).input }));
    const request = { path: "sync.push", token: tokens[learner] ?? "", input: { events } };
    const ask = () => witness.ask(anApi(), request);
    await untilDone(`a batch of ${batch[0]?.id ?? ""}`, ask, (text) => {
      const { result } = JSON.parse(text) as { result: { data: { results: Pushed[] } } };
      for (const [at, attempt] of batch.entries()) {
        const one = result.data.results[at];
        if (one?.status === "accepted") acknowledge(attempt, one.receipt);
        else offences.push(`${one?.status ?? "nothing"} in a batch: ${attempt.id}`);
      }
    });
    mine.push(...batch);
  }

  async function oneAnswer(learner: number, dice: number): Promise<void> {
    const attempt = newAttempt(learner);
    if (load.ackEarly) {
      acknowledge(attempt, "as good as done");
      const answer = await submit(attempt);
      if (answer?.status !== 200) await pause(PATIENT);
      return;
    }
    const broken = 1 + below(8);
    // Sent once and never asked about again: it may be stored or not.
    if (dice < 0.01) {
      await submit(attempt, broken);
      return;
    }
    // The connection breaks after the request has left: the client cannot know, and asks again.
    if (dice < 0.06) await submit(attempt, broken);
    const both = dice < 0.16 ? 2 : 1;
    await Promise.all(Array.from({ length: both }, () => untilAcknowledged(attempt)));
    mine.push(attempt);
    if (dice > 0.98) {
      const other = await submit({ ...attempt, timeZone: "Europe/Paris" });
      if (other?.status === 200) offences.push(`another answer under ${attempt.id} was taken`);
    }
  }

  let left = Math.ceil(load.attempts / load.clients);
  while (left > 0 || !load.isEnough()) {
    const [learner, dice] = [below(tokens.length), random()];
    const again = mine[below(mine.length)];
    const kind = random();
    if (kind < 0.01 && !load.ackEarly) {
      await pushBatch(learner);
      left -= BATCH;
    } else {
      await oneAnswer(learner, dice);
      left -= 1;
    }
    // What was acknowledged long ago is told again in the same words.
    if (kind > 0.97 && again !== undefined) await untilAcknowledged(again);
  }
}

interface Pushed {
  readonly status: string;
  readonly receipt?: unknown;
}
