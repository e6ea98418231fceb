import { giveRole } from "../../apps/api/src/features/admin/give-role.queries.ts";

/** Fixed and printed, so only for a database that nobody but this machine can reach. */
const PASSWORD = "a walk around the lake";
const LEARNER = { username: "demo", email: "demo@example.org", user_type: "tourist" };
/** May write lessons, lead teams and look after the rest. */
const STAFF = { username: "demo staff", email: "staff@example.org", user_type: "tourism_worker" };

/** Registers somebody over the REST API, if need be. Tells whether one can sign in as them. */
async function ensure(api: string, person: typeof LEARNER): Promise<boolean> {
  await fetch(`${api}/api/auth/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ ...person, password: PASSWORD, target_language: "kinyarwanda" }),
  });
  const answer = await fetch(`${api}/api/auth/login`, {
    method: "POST",
    body: new URLSearchParams({ username: person.email, password: PASSWORD }),
  });
  return answer.ok;
}

/** Who can be signed in as at once, a line each; whoever has changed a password has taken the account over. */
export async function ensureDemoPeople(api: string, databaseUrl: string): Promise<string[]> {
  const lines: string[] = [];
  if (await ensure(api, LEARNER)) lines.push(`  Sign in   ${LEARNER.email}, password: ${PASSWORD}`);
  if (await ensure(api, STAFF)) {
    await giveRole(databaseUrl, STAFF.email, "admin");
    lines.push(`  Staff     ${STAFF.email}, the same password: authoring, teams, operator`);
  }
  return lines;
}
