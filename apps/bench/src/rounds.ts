/** One turn of one contestant. */
export interface Sample {
  readonly perSecond: number;
  /** CPU microseconds for each request; NaN where the system does not tell. */
  readonly serverCpu: number;
  readonly databaseCpu: number;
  /** Of the load generator, which has to stay well below the server's for a rate to be the server's. */
  readonly generatorCpu: number;
  /** Milliseconds; NaN where they were not measured. */
  readonly p50: number;
  readonly p99: number;
}

/** @throws when the turn cannot count, as after an answer that is not 2xx */
export type Turn = (seconds: number) => Promise<Sample>;

/** The samples of one contestant in the order of rounds, or why it has none. */
export type Outcome = { readonly samples: readonly Sample[] } | { readonly failure: string };

/**
 * A turn of at least so many times its length, and of so many seconds, comes before the rounds: V8 compiles what is called often,
 * whoever is asked, and a server that has just started is not what is compared. A look with turns of less than a second has none
 * so long.
 */
const WARM_UP = 1.5;
const WARM_UP_SECONDS = 6;

export const warmUpOf = (seconds: number) =>
  seconds < 1 ? WARM_UP * seconds : Math.max(WARM_UP * seconds, WARM_UP_SECONDS);

/** Gives each contestant its turn in each round, beginning with another one each time. */
export async function runRounds(
  contestants: ReadonlyMap<string, Turn>,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Map<string, Outcome>> {
  const samples = new Map<string, Sample[]>();
  const outcomes = new Map<string, Outcome>();
  const take = async (name: string, turn: Turn, duration: number): Promise<Sample | null> => {
    if (outcomes.has(name)) return null;
    try {
      return await turn(duration);
    } catch (error) {
      outcomes.set(name, { failure: error instanceof Error ? error.message : String(error) });
      return null;
    }
  };
  const all = [...contestants];
  for (const [name, turn] of all) await take(name, turn, warmUpOf(seconds));
  for (let round = 0; round < rounds; round += 1) {
    const order = [...all.slice(round % all.length), ...all.slice(0, round % all.length)];
    for (const [name, turn] of order) {
      const sample = await take(name, turn, seconds);
      if (sample !== null) samples.set(name, [...(samples.get(name) ?? []), sample]);
    }
  }
  for (const [name, taken] of samples) if (!outcomes.has(name)) outcomes.set(name, { samples: taken });
  return outcomes;
}
