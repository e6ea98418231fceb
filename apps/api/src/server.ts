import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { EmbeddedPostgresError } from "@fluentfusion/embedded-postgres/errors";
import { loggableError, toDomainError } from "./shared/classify-error.ts";
import { EnvError, readEnv } from "./env.ts";
import { prepareDatabase } from "./services.ts";
import { startServer } from "./start-server.ts";
import { CourseError } from "./starter-course.ts";

/** Of the workspace; the bundle and the source stand equally deep in it. */
const DOT_ENV = fileURLToPath(new URL("../../../.env", import.meta.url));

/** The machine has no such address. */
const NO_ADDRESS = new Set<unknown>(["EADDRNOTAVAIL", "ENOTFOUND", "EAI_AGAIN", "EINVAL"]);

/** What a person can mend is told in one line; only the unexpected shows a stack. */
function explain(error: unknown): string {
  if (error instanceof EnvError || error instanceof CourseError || error instanceof EmbeddedPostgresError) {
    return error.message;
  }
  if (!(error instanceof Error)) return String(error);
  if ("code" in error && error.code === "EADDRINUSE")
    return "PORT: this port is taken; set PORT to another one";
  if ("code" in error && error.code === "EACCES")
    return "PORT: this port may not be used; set PORT to another one";
  if ("syscall" in error && (error.syscall === "listen" || error.syscall === "getaddrinfo")) {
    if ("code" in error && NO_ADDRESS.has(error.code))
      return "HOST: this machine cannot listen on this address";
  }
  if (toDomainError(error).code === "UNAVAILABLE") {
    return "DATABASE_URL: the database went away while the server started";
  }
  return error.stack ?? error.message;
}

async function main(): Promise<void> {
  try {
    if (existsSync(DOT_ENV)) process.loadEnvFile(DOT_ENV);
    // For the owner of the database, where the server's own role may not change its schema.
    if (process.argv[2] === "migrate") {
      const { DATABASE_URL, DATA_DIR } = process.env;
      const env = readEnv({ DATABASE_URL, DATA_DIR });
      if (env.databaseUrl === null) throw new EnvError("DATABASE_URL: must be set");
      await prepareDatabase(env, env.databaseUrl);
      process.exit(0);
    }
    const server = await startServer(readEnv(process.env));
    let isStopping = false;
    const stop = async (exitCode: number) => {
      if (isStopping) return;
      isStopping = true;
      await server.stop();
      process.exit(exitCode);
    };
    process.on("SIGTERM", () => void stop(0));
    process.on("SIGINT", () => void stop(0));
    // A defect: nobody knows what it has left behind. Another process takes over, after what was begun here is answered.
    process.on("uncaughtException", (error) => {
      server.log.fatal({ error: loggableError(error) }, "nobody caught this");
      void stop(1);
    });
    await server.prepared.catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

// Not awaited here: the build makes a CommonJS script of this.
void main();
