export { publishPrior } from "../../src/features/models/publish-prior.ts";
export { SMALL_COURSE } from "./small-course.ts";
export { type Client, codeOf, startTestApp, type TestApp } from "./test-app.ts";
