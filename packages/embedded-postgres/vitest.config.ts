import { defineProject } from "vitest/config";
import { patience } from "../../scripts/test-patience.ts";

export default defineProject({
  test: {
    ...patience,
    name: "embedded-postgres",
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
