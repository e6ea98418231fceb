import type { Suite } from "../suite.ts";
import { http } from "./http.ts";

export const SUITES: readonly Suite[] = [http];
