export { publishPrior } from "../../src/features/models/publish-prior.ts";
export { buildServer, type ServerProcess, serverProcess } from "./processes.ts";
export { createTestDatabase, type TestDatabase } from "@fluentfusion/db/testing";
export { openRoundRobin, type RoundRobin } from "./round-robin.ts";
export { SMALL_COURSE } from "./small-course.ts";
export { type Client, codeOf, startTestApp, type TestApp } from "./test-app.ts";
