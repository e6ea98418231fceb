import type { Cache } from "../cache/cache.ts";
import type { Env } from "../env.ts";
import { addressKey } from "./address-key.ts";
import type { Limit, Standing } from "./limit.ts";
import { spend } from "./spend.ts";

const WINDOW_SECONDS = 60;

/** Behind one address may be a hotel, a school or a whole mobile network (carrier-grade NAT). */
const ADDRESS_SHARE = 10;

/** What calls cost whom. */
export interface CallLimits {
  /** `null` where calls are not limited. */
  spend(caller: { address: string; accountId: string | null }, cost: number): Promise<Standing | null>;
}

/** Whoever is signed in pays from their account, everyone else from their address. */
export function createCallLimits(cache: Cache, env: Pick<Env, "rateLimitPerMinute">): CallLimits {
  const points = env.rateLimitPerMinute;
  if (points === 0) return { spend: async () => null };
  const account: Limit = { name: "account", points, seconds: WINDOW_SECONDS, window: "fixed" };
  const address: Limit = { ...account, name: "address", points: points * ADDRESS_SHARE };
  const byAccount = cache.limiter(account);
  const byAddress = cache.limiter(address);
  return {
    spend: (caller, cost) =>
      caller.accountId === null
        ? spend(byAddress, address, addressKey(caller.address), cost)
        : spend(byAccount, account, caller.accountId, cost),
  };
}
