import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { inject } from "vitest";
import { connect, type Database } from "../connect.ts";
import { withDatabase } from "./database-url.ts";
import { oneConnection } from "./one-connection.ts";

export { type Door, makeDoor } from "./door.ts";
export { oneConnection };
export { type NextRelease, nextRelease } from "./next-release.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A database with the newest schema and nothing in it, and the server it stands on. */
    postgres: { serverUrl: string; template: string };
  }
}

export interface TestDatabase extends Database {
  readonly url: string;
  /** The statements that some work sends. */
  statementsOf(work: () => Promise<unknown>): Promise<string[]>;
}

/** A database of one's own with the newest schema, over which no work holds two connections. `close` drops it, and throws if any did. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { serverUrl, template } = inject("postgres");
  const name = `ff_test_${randomBytes(8).toString("hex")}`;
  const admin = postgres(serverUrl, { max: 1, onnotice: () => undefined });
  await admin.unsafe(`create database ${name} template ${template}`);
  const url = withDatabase(serverUrl, name);
  let heard: string[] = [];
  const { measure, mustBeNone } = oneConnection();
  const database = connect(url, {
    name: "test",
    onStatement: (statement) => heard.push(statement),
    measure,
  });
  return {
    url,
    async statementsOf(work) {
      heard = [];
      await work();
      return heard;
    },
    db: database.db,
    dropConnections: database.dropConnections,
    heardAt: database.heardAt,
    close: async () => {
      await database.close();
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
      mustBeNone();
    },
  };
}
