import { defineProject } from "vitest/config";

export default defineProject({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // What one file changes it changes back, and loading anew what they test costs more than most of them do.
    isolate: false,
    name: "client",
    // The API's own, for what starts it as a process.
    globalSetup: ["../../apps/api/test/support/global-setup.ts"],
    include: ["test/**/*.test.ts"],
  },
});
