import { randomBytes } from "node:crypto";
import { limitRefusals } from "../metrics/counters.ts";
import { notNow } from "./domain-error.ts";

/** OWASP's minimum for argon2id (Password Storage Cheat Sheet, 2025): 19 MiB, two passes, one lane. */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const AT_ONCE = 2;
const WAITING_MAX = 64;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** With `null` for an unknown account: it takes as long and answers false. */
  verify(stored: string | null, password: string): Promise<boolean>;
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

/** Lets `AT_ONCE` run and `WAITING_MAX` wait, so that a storm of logins cannot take every core from other calls. */
function gate() {
  let running = 0;
  const waiting: (() => void)[] = [];
  const load = () => ({ working: running, waiting: waiting.length });
  const enter = async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= AT_ONCE) {
      if (waiting.length >= WAITING_MAX) {
        limitRefusals.inc({ limit: "hashing" });
        throw notNow("OVERLOADED");
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
  return { enter, load };
}

/** Compiled for the machine, and opening it is a part of a start that only the first password needs. */
const argon2 = () => import("@node-rs/argon2");

/** What no password was hashed to: taking it for one takes as long. */
function decoyHash(): string {
  const { memoryCost, timeCost, parallelism } = PARAMETERS;
  const [salt, sum] = [16, 32].map((bytes) => randomBytes(bytes).toString("base64").replace(/=+$/, ""));
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${salt}$${sum}`;
}

/** argon2id, bounded. The password is hashed in NFC, as a person types it on any device. */
export function createPasswords(): Passwords {
  const { enter: bounded, load } = gate();
  const decoy = decoyHash();
  return {
    isOutdated,
    load,
    hash: (password) => bounded(async () => (await argon2()).hash(password.normalize("NFC"), PARAMETERS)),
    verify: (stored, password) =>
      bounded(async () => {
        const { verify } = await argon2();
        const isRight = await verify(stored ?? decoy, password.normalize("NFC"));
        return stored !== null && isRight;
      }),
  };
}
