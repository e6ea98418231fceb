import type { Database } from "@fluentfusion/db";
import type { FastifyBaseLogger } from "fastify";
import type { Cache } from "./cache/cache.ts";
import type { Env } from "./env.ts";
import { createCatalogueStore } from "./features/lessons/catalogue-store.ts";
import { createCallLimits } from "./limits/call-limits.ts";
import { createSignInLimits } from "./limits/sign-in-limits.ts";
import type { Deps } from "./shared/deps.ts";
import { createPasswords } from "./shared/password.ts";
import { createTokens } from "./shared/tokens.ts";

/** What a server or a test opens before the application is built, and closes after it. */
export interface Resources {
  readonly env: Env;
  readonly db: Database["db"];
  readonly cache: Cache;
  readonly now: () => Date;
  readonly newId: () => string;
}

/** The only place where the real things are put together. */
export async function assembleDeps(resources: Resources, log: FastifyBaseLogger): Promise<Deps> {
  const { env, db, cache } = resources;
  return {
    ...resources,
    log,
    catalogue: await createCatalogueStore(db, cache, () => performance.now()),
    passwords: createPasswords(),
    tokens: createTokens(env),
    callLimits: createCallLimits(cache, env),
    signInLimits: createSignInLimits(cache),
  };
}
