import { setTimeout as sleep } from "node:timers/promises";

/** How long something goes on: so many milliseconds, or until this resolves. */
export type Lasting = number | Promise<unknown>;

/** Resolves when it is over. */
export async function lasting(how: Lasting): Promise<void> {
  await (typeof how === "number" ? sleep(how) : how);
}
