import { randomBytes } from "node:crypto";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { limitRefusals } from "../metrics/counters.ts";
import { notNow } from "./domain-error.ts";
import { type Asker, createWaitingLine } from "./waiting-line.ts";

/** OWASP's minimum for argon2id (Password Storage Cheat Sheet, 2025): 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = availableParallelism();
/** Each thread has one at work and the next one ready, so that it does not wait for the server to hear of the one before. */
const PER_THREAD = 2;
/**
 * How many may wait when one more asks. Strangers who send guesses without an end fill the first: who is known, by a session, a
 * browser that has signed in before or a mailed link, still has room then, and waits hardly longer.
 */
const WAITING_MAX: Readonly<Record<Asker, number>> = { anybody: 64, known: 96 };
/**
 * Nobody looks at a page that says nothing for longer. Where the processors belong to others the queue stands still: it went to 65 s,
 * when a connection that says nothing is ended (app.ts), and whoever waited had no answer at all.
 */
const WAIT_MAX_MS = 10_000;
/**
 * How much lower than the server's the priority of the threads is that hash (`nice`): a storm of logins gets what the
 * processor has left, a tenth of it at the least where everybody wants it.
 */
const NICE = 10;
/** For the next storm. */
const KEPT_MS = 60_000;

/** Throws OVERLOADED when too many wait, and to who has waited for long. */
export interface Passwords {
  /** Throws OVERLOADED where a password would be refused now: asked before anything is done for it. */
  refuseIfFull(asker: Asker): void;
  /** @param asker default: anybody */
  hash(password: string, asker?: Asker): Promise<string>;
  /** With `null` for an unknown account: it takes as long and answers false. */
  verify(stored: string | null, password: string, asker: Asker): Promise<boolean>;
  /** At work and waiting, for metrics. */
  load(): { readonly working: number; readonly waiting: number };
  /** Whether a hash was made with weaker parameters than today's. */
  isOutdated(stored: string): boolean;
}

function isOutdated(stored: string): boolean {
  const [, memory, time, lanes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(stored) ?? [];
  const { memoryCost, timeCost, parallelism } = PARAMETERS;
  return Number(memory ?? 0) < memoryCost || Number(time) < timeCost || Number(lanes) !== parallelism;
}

/** Made with the first password: opening the library is a part of a start that nothing else needs. */
async function openThreads() {
  const { Piscina } = await import("piscina");
  return new Piscina({
    filename: fileURLToPath(new URL("./hash-thread.js", import.meta.url)),
    minThreads: 0,
    maxThreads: AT_ONCE,
    concurrentTasksPerWorker: PER_THREAD,
    idleTimeout: KEPT_MS,
    niceIncrement: NICE,
  });
}

let threads: ReturnType<typeof openThreads> | undefined;

interface Tasks {
  readonly hash: { readonly password: string; readonly parameters: typeof PARAMETERS };
  readonly verify: { readonly password: string; readonly stored: string };
}

async function inThread<Name extends keyof Tasks>(name: Name, task: Tasks[Name]): Promise<unknown> {
  threads ??= openThreads();
  return (await threads).run(task, { name });
}

/** What no password was hashed to: taking it for one takes as long. */
function decoyHash(): string {
  const { memoryCost, timeCost, parallelism } = PARAMETERS;
  const [salt, sum] = [16, 32].map((bytes) => randomBytes(bytes).toString("base64").replaceAll("=", ""));
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${salt}$${sum}`;
}

function tooMuch(): Error {
  limitRefusals.inc({ limit: "hashing" });
  return notNow("OVERLOADED");
}

/**
 * argon2id, bounded. The password is hashed in NFC, as a person types it on any device.
 *
 * @param waitMaxMs in the queue, without the work itself
 */
export function createPasswords(waitMaxMs = WAIT_MAX_MS): Passwords {
  const decoy = decoyHash();
  let taken = 0;
  const inTurn = createWaitingLine(AT_ONCE * PER_THREAD, waitMaxMs, tooMuch);
  const refuseIfFull = (asker: Asker) => {
    if (taken >= AT_ONCE + WAITING_MAX[asker]) throw tooMuch();
  };
  const bounded = async <Name extends keyof Tasks>(name: Name, task: Tasks[Name], asker: Asker) => {
    refuseIfFull(asker);
    taken += 1;
    try {
      return await inTurn(asker, () => inThread(name, task));
    } finally {
      taken -= 1;
    }
  };
  return {
    isOutdated,
    refuseIfFull,
    load: () => ({ working: Math.min(taken, AT_ONCE), waiting: Math.max(0, taken - AT_ONCE) }),
    hash: async (password, asker = "anybody") => {
      const task = { password: password.normalize("NFC"), parameters: PARAMETERS };
      return String(await bounded("hash", task, asker));
    },
    verify: async (stored, password, asker) => {
      const task = { stored: stored ?? decoy, password: password.normalize("NFC") };
      return (await bounded("verify", task, asker)) === true && stored !== null;
    },
  };
}
