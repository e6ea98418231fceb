import { ACCOUNT } from "./account.ts";
import { ADMIN } from "./admin.ts";
import { AUTHORING } from "./authoring.ts";
import { LEARNING } from "./learning.ts";
import { PRACTICE } from "./practice.ts";
import { TEAMS } from "./teams.ts";
import type { Rows } from "./world.ts";

export { openWorld, type World } from "./world.ts";

/** Each procedure of the router; what goes on after a call, as crediting learners does, comes last. What opens a transaction or tells who is asking is not counted. */
export const EVERY_PROCEDURE: Rows = {
  ...ACCOUNT,
  ...LEARNING,
  ...PRACTICE,
  ...TEAMS,
  ...ADMIN,
  ...AUTHORING,
};
