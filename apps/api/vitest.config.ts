import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Loading the whole API anew for each file costs more than most of the files do; each builds a server of its own.
    isolate: false,
    name: "api",
    globalSetup: ["test/support/global-setup.ts"],
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
  },
});
