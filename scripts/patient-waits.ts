/** Runs before each file of tests. vitest has a setting for how long `expect.poll` waits, and none for `vi.waitFor`. */
import { vi } from "vitest";
import { COMES_WITHIN_MS } from "./test-patience.ts";

const { waitFor } = vi;
vi.waitFor = (callback, options) =>
  waitFor(callback, typeof options === "number" ? options : { timeout: COMES_WITHIN_MS, ...options });
