import { join } from "node:path";
import { freePort } from "@fluentfusion/embedded-postgres/free-port";
import postgres from "postgres";
import { setStage, type Stage } from "../chaos/stage.ts";
import { startAs, takeBaseBackup } from "../chaos/stage/base-backup.ts";
import { type StagePostgres, startPostgres } from "../chaos/stage/postgres.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";

export interface Scene {
  readonly stage: Stage;
  /** A streaming replica of the stage's database. */
  readonly replica: StagePostgres;
  readonly mails: MailServer;
  /** Whether the mail server takes a mail to anybody. */
  readonly refuseMails: (isRefused: boolean) => void;
  readonly metricsPort: number;
  /** Closes what was opened later, before the rest. */
  readonly alsoClose: (close: () => Promise<void>) => void;
  /** Runs statements as the owner of the database, on a connection that is closed when the work is done. */
  readonly asOwner: <T>(work: (sql: postgres.Sql) => Promise<T>) => Promise<T>;
  close(): Promise<void>;
}

export async function withConnection<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function startReplica(of: StagePostgres, from: string, to: string): Promise<StagePostgres> {
  await takeBaseBackup(of.ownerUrl, from, to);
  const { hostname, port, username, password } = new URL(of.ownerUrl);
  startAs(to, "standby.signal", [
    `primary_conninfo = 'host=${hostname} port=${port} user=${username} password=${password}'`,
  ]);
  return startPostgres(to);
}

/** One API on a PostgreSQL with a replica, with a Redis and a mail server. */
export async function setScene(): Promise<Scene> {
  let replica: StagePostgres | null = null;
  let mails: MailServer | null = null;
  let isRefused = false;
  const metricsPort = await freePort();
  let later: (() => Promise<void>)[] = [];
  const stage = await setStage({
    apis: 1,
    async settings({ dataDir, postgres: primary, serverUrl, closers }) {
      const place = join(dataDir, "replica");
      const standby = await startReplica(primary, dataDir, place);
      closers.push(() => standby.stop());
      const replicaUrl = new URL(serverUrl);
      replicaUrl.port = new URL(standby.ownerUrl).port;
      const post = await startMailServer(await freePort(), (command) =>
        isRefused && command.startsWith("RCPT TO") ? "550 not here" : null,
      );
      closers.push(() => post.shut());
      [replica, mails, later] = [standby, post, closers];
      return {
        METRICS_PORT: String(metricsPort),
        SMTP_URL: post.url,
        DATABASE_REPLICA_URL: replicaUrl.href,
        TRUST_PROXY: "1",
        // As it is where nobody says.
        RATE_LIMIT_PER_MINUTE: "",
      };
    },
  });
  if (replica === null || mails === null) throw new Error("nobody asked for settings");
  return {
    stage,
    replica,
    mails,
    refuseMails: (is) => {
      isRefused = is;
    },
    metricsPort,
    alsoClose: (close) => void later.push(close),
    asOwner: (work) => withConnection(stage.databaseUrl, work),
    close: () => stage.close(),
  };
}
