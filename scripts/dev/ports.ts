import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

import { StartError } from "./errors.ts";

/** The machine has no such address. */
const NO_ADDRESS = new Set(["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN", "EINVAL"]);

/** @throws StartError naming the port and its variable when something else listens there */
export async function requireFreePort(variable: string, port: number, host: string): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", (error: NodeJS.ErrnoException) => {
      if (NO_ADDRESS.has(error.code ?? "")) {
        reject(new StartError(`HOST: this machine cannot listen on ${host}`));
        return;
      }
      const why =
        error.code === "EADDRINUSE" ? "is taken" : `cannot be used (${error.code ?? error.message})`;
      reject(new StartError(`${variable}: port ${port} on ${host} ${why}; set ${variable} to another one`));
    });
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

/** Waits until an address answers a request with success, or until told not to. */
export async function untilAnswers(url: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const answer = await fetch(url, { signal }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new StartError(`${url} did not answer in time; the lines above say more`);
}
