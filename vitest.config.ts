import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { FewFilesFirst } from "./scripts/few-files-first.ts";

export default defineConfig({
  test: {
    projects: ["packages/*/vitest.config.ts", "apps/*/vitest.config.ts"],
    globalSetup: ["packages/db/src/testing/global-setup.ts"],
    // A test of a database, a mail or a process that is stopped waits for most of its time: half as many again keep them busy.
    maxWorkers: Math.ceil(1.5 * availableParallelism()),
    sequence: { sequencer: FewFilesFirst },
  },
});
