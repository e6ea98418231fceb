import { createHash } from "node:crypto";
import type { Cache } from "../cache/cache.ts";
import { DomainError } from "../shared/domain-error.ts";
import { addressKey } from "./address-key.ts";
import type { Limit } from "./limit.ts";
import { spend } from "./spend.ts";

const QUARTER_HOUR = 15 * 60;
const PER_ACCOUNT: Limit = { name: "sign-in-account", points: 10, seconds: QUARTER_HOUR };
const PER_ADDRESS: Limit = { name: "sign-in-address", points: 50, seconds: QUARTER_HOUR };
/** Of a million codes three are good at a time: at this pace even odds take more than a year, with the password known. */
const CODES: Limit = { name: "second-factor", points: 5, seconds: QUARTER_HOUR };
const NEW_ACCOUNTS: Limit = { name: "sign-up-address", points: 1000, seconds: 3600 };
const MAILS: Limit = { name: "mail-account", points: 5, seconds: 3600 };

/** Limits on guessing passwords, on making accounts and on having mail sent. Each throws RATE_LIMITED. */
export interface SignInLimits {
  /** Before a password is looked at. An e-mail that nobody has counts like any other. */
  beforePassword(email: string, address: string): Promise<void>;
  /** The password was right: what was counted against the caller is forgotten. */
  afterPassword(email: string, address: string): Promise<void>;
  /** Before a code of a second factor is looked at, and when it was right. */
  beforeCode(userId: string): Promise<void>;
  afterCode(userId: string): Promise<void>;
  beforeSignUp(address: string): Promise<void>;
  beforeMail(email: string, address: string): Promise<void>;
}

/** Keys outlive the request in Redis, and an e-mail is personal. */
function accountKey(email: string): string {
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
  const byAddress = counter(cache, PER_ADDRESS);
  const signUps = counter(cache, NEW_ACCOUNTS);
  const codes = counter(cache, CODES);
  const mails = counter(cache, MAILS);
  return {
    async beforePassword(email, address) {
      // The address first: who has used it up cannot go on filling the buckets of others.
      await byAddress.take(addressKey(address));
      await byAccount.take(accountKey(email));
    },
    async afterPassword(email, address) {
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
    async beforeMail(email, address) {
      await byAddress.take(addressKey(address));
      await mails.take(accountKey(email));
    },
  };
}
