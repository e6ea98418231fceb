import { setTimeout as sleep } from "node:timers/promises";
import { makeLearners } from "../soak/mix.ts";

/** Calls a second. Enough that one late answer is not one in a hundred of those that a rule looks at. */
const RATE = 40;
const LEARNERS = 60;
/** Now and then somebody mistypes a password, and asks for what is not there. */
const MISTYPED_EVERY = 150;

export interface OrdinaryLoad {
  /** How many were answered. */
  calls(): number;
  stop(): Promise<void>;
}

/** What learners do on a day on which nothing is wrong, until it is stopped. */
export async function startOrdinaryLoad(
  url: string,
  signIn: (email: string) => Promise<unknown>,
): Promise<OrdinaryLoad> {
  const mix = await makeLearners(url, LEARNERS);
  const over = new AbortController();
  let calls = 0;
  const next = async (index: number) => {
    await (index % MISTYPED_EVERY === MISTYPED_EVERY - 1 ? signIn("mistyped@example.org") : mix.next(index));
    calls += 1;
  };
  const calling = (async () => {
    for (let index = 0; !over.signal.aborted; index += 1) {
      void next(index);
      await sleep(1_000 / RATE);
    }
  })();
  return {
    calls: () => calls,
    async stop() {
      over.abort();
      await calling;
    },
  };
}
