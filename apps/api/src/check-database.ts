import type { DatabaseFacts } from "@fluentfusion/db";
import { type Env, EnvError } from "./env.ts";

/** The oldest that the tests are run on. */
const OLDEST_MAJOR = 15;

/** How what was acknowledged could be lost with the machine (decision 42). */
function risksOf(facts: DatabaseFacts, env: Pick<Env, "trustedStorage">): string[] {
  const risks = [];
  if (facts.synchronousCommit === "off")
    risks.push("synchronous_commit is off: a crash loses what was acknowledged just before");
  if (env.trustedStorage) return risks;
  if (!facts.fsync) risks.push("fsync is off: a machine that loses power loses data, or all of it");
  if (!facts.fullPageWrites)
    risks.push("full_page_writes is off: a page that was half written cannot be mended");
  return risks;
}

/**
 * Whether a database can be served from.
 *
 * @returns what is tolerated and should be changed, a line each
 * @throws EnvError for one that is too old, and in production for one that may lose what it has acknowledged
 */
export function checkDatabase(
  facts: DatabaseFacts,
  env: Pick<Env, "isProduction" | "databaseUrl" | "trustedStorage">,
): string[] {
  const major = Math.floor(facts.version / 10_000);
  if (major < OLDEST_MAJOR)
    throw new EnvError(`DATABASE_URL: this is PostgreSQL ${major}; ${OLDEST_MAJOR} or newer is needed`);
  const risks = risksOf(facts, env);
  if (env.isProduction && risks.length > 0) {
    const advice = "change it, or set TRUSTED_STORAGE=true where the storage itself sees to that";
    throw new EnvError(risks.map((risk) => `DATABASE_URL: ${risk}; ${advice}`).join("\n"));
  }
  // The embedded one has no other role, and nobody else reaches it.
  if (facts.isSuperuser && env.databaseUrl !== null)
    risks.push("the role is a superuser: a login in role fluentfusion_api is enough (docs/operating.md)");
  return risks;
}
