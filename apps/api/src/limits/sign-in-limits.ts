import { createHash } from "node:crypto";
import type { Cache } from "../cache/cache.ts";
import { DomainError } from "../shared/domain-error.ts";
import { addressKey } from "./address-key.ts";
import type { Limit } from "./limit.ts";
import { spend } from "./spend.ts";

const QUARTER_HOUR = { seconds: 15 * 60, window: "sliding" } as const;
const HOUR = { seconds: 3600, window: "sliding" } as const;
const PER_ACCOUNT: Limit = { name: "sign-in-account", points: 10, ...QUARTER_HOUR };
/** A device on which somebody has signed in to the account before counts for itself. */
const PER_DEVICE: Limit = { name: "sign-in-device", points: 10, ...QUARTER_HOUR };
/** And all such devices together: each sign-in makes one, so that whoever once had the password may have any number. */
const ALL_DEVICES: Limit = { name: "sign-in-devices", points: 50, ...QUARTER_HOUR };
const PER_ADDRESS: Limit = { name: "sign-in-address", points: 50, ...QUARTER_HOUR };
/** Of a million codes three are good at a time: at this pace even odds take more than a year, with the password known. */
const CODES: Limit = { name: "second-factor", points: 5, ...QUARTER_HOUR };
/** Each point is remembered in a sliding window, and these are many. */
const NEW_ACCOUNTS: Limit = { name: "sign-up-address", points: 1000, seconds: 3600, window: "fixed" };
/** What is done in an account may be told to an address that is not its owner's, and must not fill a stranger's box. */
const LETTERS: Limit = { name: "mail-unconfirmed", points: 5, ...HOUR };
const MAILS: Limit = { name: "mail-account", points: 5, ...HOUR };
/** Whoever asks in the owner's name from elsewhere uses up none of those that a browser of theirs has, and all of those are few too. */
const MAILS_OF_DEVICES: Limit = { name: "mail-devices", points: 5, ...HOUR };

interface TryFrom {
  readonly address: string;
  readonly deviceId: string | null;
}

/** Limits on guessing passwords, on making accounts and on having mail sent. Each throws RATE_LIMITED. */
export interface SignInLimits {
  /**
   * Counts a try and has the password looked at. An e-mail that nobody has counts like any other. A device that is known to belong
   * to the account has tries of its own, which strangers cannot use up. What could not be looked at, for want of time or of a
   * database, is no try: a storm would take all of somebody's with the first few that they send.
   */
  tryPassword<T>(email: string, caller: TryFrom, look: () => Promise<T>): Promise<T>;
  /** The password was right: what was counted against the caller is forgotten. */
  afterPassword(email: string, caller: TryFrom): Promise<void>;
  /** Before a code of a second factor is looked at, and when it was right. */
  beforeCode(userId: string): Promise<void>;
  afterCode(userId: string): Promise<void>;
  beforeSignUp(address: string): Promise<void>;
  /** A device that is known to belong to the account has mails of its own, which strangers cannot use up. */
  beforeMail(email: string, caller: TryFrom): Promise<void>;
  /** Before an account's mail goes to an address that nobody has confirmed. */
  beforeLetter(email: string): Promise<void>;
}

/** Keys outlive the request in Redis, and an e-mail is personal. */
export function accountKey(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("base64url");
}

function counter(cache: Cache, limit: Limit) {
  const limiter = cache.limiter(limit);
  return {
    limiter,
    async take(key: string): Promise<void> {
      const { isAllowed, resetMs } = await spend(limiter, limit, key, 1);
      if (!isAllowed) throw new DomainError("RATE_LIMITED", { retryAfterMs: resetMs });
    },
  };
}

export function createSignInLimits(cache: Cache): SignInLimits {
  const byAccount = counter(cache, PER_ACCOUNT);
  const byDevice = counter(cache, PER_DEVICE);
  const byDevices = counter(cache, ALL_DEVICES);
  const byAddress = counter(cache, PER_ADDRESS);
  const signUps = counter(cache, NEW_ACCOUNTS);
  const codes = counter(cache, CODES);
  const mails = counter(cache, MAILS);
  const mailsOfDevices = counter(cache, MAILS_OF_DEVICES);
  const letters = counter(cache, LETTERS);
  /** What a try is counted against. The address first: who has used it up cannot go on filling the buckets of others. */
  const countersOf = (email: string, { address, deviceId }: TryFrom) =>
    deviceId === null
      ? [[byAddress, addressKey(address)] as const, [byAccount, accountKey(email)] as const]
      : [[byDevice, `${accountKey(email)}:${deviceId}`] as const, [byDevices, accountKey(email)] as const];
  return {
    async tryPassword(email, from, look) {
      const counters = countersOf(email, from);
      for (const [one, key] of counters) await one.take(key);
      try {
        return await look();
      } catch (error) {
        await Promise.all(counters.map(([one, key]) => one.limiter.reward(key)));
        throw error;
      }
    },
    async afterPassword(email, { address, deviceId }) {
      if (deviceId !== null) {
        await byDevice.limiter.delete(`${accountKey(email)}:${deviceId}`);
        await byDevices.limiter.reward(accountKey(email));
        return;
      }
      await Promise.all([
        byAccount.limiter.delete(accountKey(email)),
        byAddress.limiter.reward(addressKey(address)),
      ]);
    },
    beforeCode: (userId) => codes.take(userId),
    async afterCode(userId) {
      await codes.limiter.delete(userId);
    },
    beforeSignUp: (address) => signUps.take(addressKey(address)),
    async beforeMail(email, { address, deviceId }) {
      // As with tries, what others behind the same address have used up is nothing to a known browser.
      if (deviceId !== null) return mailsOfDevices.take(accountKey(email));
      await byAddress.take(addressKey(address));
      await mails.take(accountKey(email));
    },
    beforeLetter: (email) => letters.take(accountKey(email)),
  };
}
