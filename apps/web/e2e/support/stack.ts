import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startThrowawayPostgres } from "@fluentfusion/embedded-postgres";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import compression from "compression";
import { type Plugin, preview } from "vite";

const WEB = fileURLToPath(new URL("../..", import.meta.url));
const SERVER = fileURLToPath(new URL("../../../api/src/server.ts", import.meta.url));
const READY_WITHIN_MS = 180_000;

/** What `docker/nginx.conf` compresses: files and answers, not the stream of events. */
const COMPRESSED =
  /^(?:text\/(?:html|css|javascript)|application\/(?:javascript|json|manifest\+json)|image\/svg\+xml)/;

/** Files and the API's answers go out compressed, as from the server that is put before both. */
const compressed: Plugin = {
  name: "compressed",
  configurePreviewServer({ middlewares }) {
    const compress = compression({
      filter: (_asked, answer) => COMPRESSED.test(String(answer.getHeader("content-type"))),
    });
    middlewares.use((asked, answer, next) => compress(asked as never, answer as never, next));
  },
};

export interface Stack {
  /** The address of the built pages, with the API behind it. */
  readonly url: string;
  /** Where the API puts the mails that it sends. */
  readonly mails: string;
  /** The address of its database, where the first admin is made. */
  readonly database: string;
  /** Ends the API only: the pages then meet a server that does not answer. */
  stopApi(): Promise<void>;
  close(): Promise<void>;
}

async function untilReady(url: string): Promise<void> {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (Date.now() < deadline) {
    const answer = await fetch(`${url}/ready`).catch(() => null);
    if (answer?.ok) return;
    await sleep(200);
  }
  throw new Error("the API did not become ready");
}

/** The real API with the whole course on a PostgreSQL of its own, and the built pages before it. */
export async function startStack(): Promise<Stack> {
  const postgres = await startThrowawayPostgres();
  const dataDir = await mkdtemp(join(tmpdir(), "ff-e2e-"));
  const apiPort = await freePort();
  const webPort = await freePort();
  const url = `http://127.0.0.1:${webPort}`;
  const api = spawn(process.execPath, ["--import", "tsx", SERVER], {
    cwd: WEB,
    env: {
      ...process.env,
      NODE_ENV: "development",
      DATABASE_URL: postgres.url,
      REDIS_URL: "",
      DATA_DIR: dataDir,
      PORT: String(apiPort),
      CORS_ORIGINS: url,
      LOG_LEVEL: "error",
      CONTACT_EMAIL: "hello@example.org",
    },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const stopApi = async () => {
    if (api.exitCode !== null || api.signalCode !== null) return;
    api.kill("SIGTERM");
    await once(api, "exit");
  };
  try {
    await untilReady(`http://127.0.0.1:${apiPort}`);
    const target = `http://127.0.0.1:${apiPort}`;
    const web = await preview({
      root: WEB,
      logLevel: "silent",
      plugins: [compressed],
      preview: {
        host: "127.0.0.1",
        port: webPort,
        strictPort: true,
        proxy: { "/trpc": target, "/api": target },
      },
    });
    return {
      url,
      mails: join(dataDir, "mail"),
      database: postgres.url,
      stopApi,
      async close() {
        await web.close();
        await stopApi();
        await postgres.stop();
        await rm(dataDir, { recursive: true });
      },
    };
  } catch (error) {
    await stopApi();
    await postgres.stop();
    throw error;
  }
}
