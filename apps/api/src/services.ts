import { existsSync, statfsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { isMigrated, isWalled, migrate, MIGRATIONS_FOLDER, readFacts } from "@fluentfusion/db";
import type { Cache } from "./cache/cache.ts";
import type { CacheWatcher } from "./cache/cache-log.ts";
import { createMemoryCache } from "./cache/memory-cache.ts";
import { createRedisCache } from "./cache/redis-cache.ts";
import { checkDatabase } from "./check-database.ts";
import { type Env, EnvError } from "./env.ts";
import { loggableError, toDomainError } from "./shared/classify-error.ts";
import type { Tracing } from "./tracing/tracing.ts";

const DISK_FULL = "53100";
const NOT_ALLOWED = "42501";

/** PostgreSQL's log grows in steps of 16 MB, and it ends when there is no place for the next one. */
const LOG_STEP_BYTES = 16 * 1024 * 1024;

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < LOG_STEP_BYTES;
  } catch {
    return false;
  }
}

/** A bundle carries its files beside itself; the source tree has them in their packages. */
function assetFolder(name: string, inSource: string): string {
  const bundled = fileURLToPath(new URL(`./${name}`, import.meta.url));
  return existsSync(bundled) ? bundled : inSource;
}

/** What the embedded database ended a start with, as the variable that mends it; other errors are given back. */
export function databaseTrouble(env: Pick<Env, "databaseUrl" | "dataDir">, error: unknown): unknown {
  if (env.databaseUrl !== null) return error;
  const isEnded = toDomainError(error).code === "UNAVAILABLE";
  if (loggableError(error)["code"] === DISK_FULL || (isEnded && isFull(env.dataDir))) {
    const advice = "free some space (PostgreSQL needs about 100 MB) or choose another folder";
    return new EnvError(`DATA_DIR: ${env.dataDir} is on a full disk; ${advice}`, { cause: error });
  }
  if (!isEnded) return error;
  const log = `${env.dataDir}/postgres/server.log`;
  return new EnvError(`DATA_DIR: the PostgreSQL there ended while the server started; ${log} says why`, {
    cause: error,
  });
}

/** The owner of the database has not migrated it yet: passes when it has. */
export class SchemaBehindError extends EnvError {}

/**
 * Looks whether the database at `url` can be served from, and brings its schema up to date.
 *
 * @returns what of the database should be changed, a line each
 * @throws EnvError naming the variable when the database cannot be used
 */
export async function prepareDatabase(
  env: Pick<Env, "databaseUrl" | "dataDir" | "isProduction" | "trustedStorage">,
  url: string,
): Promise<string[]> {
  const folder = assetFolder("migrations", MIGRATIONS_FOLDER);
  let advice: string[] = [];
  try {
    advice = checkDatabase(await readFacts(url), env);
    await migrate(url, new Date(), folder);
    return advice;
  } catch (error) {
    if (error instanceof EnvError) throw error;
    if (loggableError(error)["code"] === NOT_ALLOWED) {
      if (await isMigrated(url, folder)) {
        if (await isWalled(url)) return advice;
        throw new SchemaBehindError(
          "DATABASE_URL: the walls between learners are not raised, and its role may not do so; let the owner create roles (docs/operating.md), and run pnpm migrate",
          { cause: error },
        );
      }
      throw new SchemaBehindError(
        "DATABASE_URL: the schema is older than this server, and its role may not change it; run pnpm migrate as its owner",
        { cause: error },
      );
    }
    if (env.databaseUrl === null) throw databaseTrouble(env, error);
    const { code, message } = loggableError(error);
    throw new EnvError(`DATABASE_URL: the database cannot be used (${String(code ?? message)})`, {
      cause: error,
    });
  }
}

/** Whether what {@link prepareDatabase} failed with is over when the database is there, or its owner has migrated it. */
export function isPassing(error: unknown): boolean {
  return error instanceof SchemaBehindError || toDomainError(error).code === "UNAVAILABLE";
}

export async function openCache(env: Env, watcher: CacheWatcher, span?: Tracing["span"]): Promise<Cache> {
  return env.redisUrl === null ? createMemoryCache() : createRedisCache(env.redisUrl, watcher, span);
}
