import { defineProject } from "vitest/config";
import { patience } from "../../scripts/test-patience.ts";

export default defineProject({
  test: {
    ...patience,
    // What one file changes it changes back, and loading anew what they test costs more than most of them do.
    isolate: false,
    name: "core",
    include: ["src/**/*.test.ts", "cli/**/*.test.ts"],
  },
});
