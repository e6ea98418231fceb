import type { Suite } from "../suite.ts";
import { engineSuite } from "./engine.ts";
import { grader } from "./grader.ts";
import { growth } from "./growth.ts";
import { http } from "./http.ts";
import { profile } from "./profile.ts";
import { rebuild } from "./rebuild.ts";
import { sync } from "./sync.ts";

export const SUITES: readonly Suite[] = [http, profile, growth, engineSuite, grader, rebuild, sync];
