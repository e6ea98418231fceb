import { type Measure, POOL_MAX } from "@fluentfusion/db";
import { databaseDurations } from "./counters.ts";

/** Work that needs a connection: what has one and what waits for one, as far as the pool's size tells. */
export interface PoolUse {
  readonly measure: Measure;
  readonly load: () => { readonly inUse: number; readonly waiting: number };
}

/** Times what is asked of the database, and counts it against the pool's size. */
export function measurePool(also: Measure | null): PoolUse {
  let wanted = 0;
  const measure: Measure = async (name, attributes, work) => {
    const needsConnection = attributes.scope === "pool";
    const stop = databaseDurations.startTimer({ operation: name });
    if (needsConnection) wanted += 1;
    try {
      return await (also === null ? work() : also(name, attributes, work));
    } finally {
      if (needsConnection) wanted -= 1;
      stop();
    }
  };
  return {
    measure,
    load: () => ({ inUse: Math.min(wanted, POOL_MAX), waiting: Math.max(0, wanted - POOL_MAX) }),
  };
}
