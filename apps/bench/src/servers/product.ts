import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { BUNDLE } from "@fluentfusion/api/bundle";
import { START_FLAGS } from "@fluentfusion/api/start-flags";
import { tokenVariables } from "../data/identity.ts";
import type { ServerCommand } from "./server-process.ts";

const api = fileURLToPath(new URL("../../../api", import.meta.url));
const peers = fileURLToPath(new URL("../peers", import.meta.url));

/** The script that a build makes, and the folder with its map. */
export const productBundle = {
  script: join(api, "dist", BUNDLE.script),
  maps: join(api, "dist", BUNDLE.maps),
};

/** Bundles the API as production does. */
export async function buildProduct(): Promise<void> {
  await promisify(execFile)(process.execPath, ["--import", "tsx", "scripts/build.ts"], { cwd: api });
}

export interface ServerSettings {
  readonly databaseUrl: string;
  readonly secretKey: string;
  /** For what a server writes. */
  readonly folder: string;
}

/** The production bundle in the product's own configuration: every check, limit and log that it has. */
export function productCommand(
  { databaseUrl, secretKey, folder }: ServerSettings,
  change: Readonly<Record<string, string>> = {},
): ServerCommand {
  return {
    name: "the product",
    args: [...START_FLAGS, join(api, "dist", "server.js")],
    env: {
      DATABASE_URL: databaseUrl,
      REDIS_URL: "",
      SMTP_URL: "",
      S3_BUCKET: "",
      DATA_DIR: join(folder, "product"),
      LOG_LEVEL: "info",
      // Logins come from many addresses, which a proxy tells.
      TRUST_PROXY: "1",
      // Calls are counted against their limit like any others, but a few thousand learners here ask as a city would.
      RATE_LIMIT_PER_MINUTE: "1000000",
      ...tokenVariables(secretKey),
      ...change,
    },
    readyPath: "/ready",
  };
}

export function plainCommand({ databaseUrl, secretKey }: ServerSettings): ServerCommand {
  return {
    name: "plain Fastify",
    args: [join(peers, "plain-fastify.mjs")],
    env: { DATABASE_URL: databaseUrl, SECRET_KEY: secretKey },
    readyPath: "/ready",
  };
}

/** @param answersFile JSON: for each path the text that it answers */
export function staticCommand(answersFile: string): ServerCommand {
  return {
    name: "static Fastify",
    args: [join(peers, "static-fastify.mjs")],
    env: { ANSWERS_FILE: answersFile },
    readyPath: "/ready",
  };
}
