import { fileURLToPath } from "node:url";

/** How long a test waits, in milliseconds, for what must come at some time, unless it says itself when. */
export const COMES_WITHIN_MS = 15_000;

/**
 * How long the tests of every project may take and wait: so long that none fails because a machine is busy with others. vitest
 * gives a test 5 s, and a wait in it 1 s, which a busy machine takes to hear from its database. Sixty passwords, hashed with what a
 * browser on the other processor leaves over, have taken more than 30 s.
 */
export const patience = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: COMES_WITHIN_MS } },
  setupFiles: [fileURLToPath(new URL("patient-waits.ts", import.meta.url))],
};
