import {
  type AppRouter,
  buildApp,
  type Cache,
  createMemoryCache,
  type Mail,
  publishCourse,
  readEnv,
  type StarterCourse,
} from "@fluentfusion/api";
import type { RegisterInput } from "@fluentfusion/contract";
import { connect, schema } from "@fluentfusion/db";
import { createTestDatabase, type Door, oneConnection, type TestDatabase } from "@fluentfusion/db/testing";
import { createTRPCClient, httpLink, type TRPCClient, TRPCClientError } from "@trpc/client";
import { eq, sql } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import type { Mailer } from "../../src/features/mail/mailer.ts";
import type { Metrics } from "../../src/metrics/metrics.ts";
import type { Tracing } from "../../src/tracing/tracing.ts";
import { SMALL_STARTER } from "./small-course.ts";

/** Answers of the past are those of somebody who was there. */
const LONG_AGO = new Date("2025-01-01T00:00:00Z");

export type Client = TRPCClient<AppRouter>;

export interface TestApp {
  readonly url: string;
  readonly database: TestDatabase;
  /** As the server itself connects to it. */
  readonly databaseUrl: string;
  /** Without a token: the stranger. */
  readonly anonymous: Client;
  as(accessToken: string): Client;
  /** Makes an account of its own that has been there for a while, and signs it in. */
  register(change?: Partial<RegisterInput>): Promise<{ client: Client; accessToken: string; userId: string }>;
  /** What was sent, the newest last. */
  readonly mails: readonly Mail[];
  /** What `now` says from here on; `null` for the real clock. */
  setClock(at: Date | null): void;
  close(): Promise<void>;
}

/** The database as a login of this role sees it. */
async function urlOfRole({ db, url }: TestDatabase, role: string): Promise<string> {
  const login = `login_${uuidV7().replaceAll("-", "")}`;
  await db.execute(sql.raw(`create role ${login} login password 'of a test' in role ${role}`));
  const address = new URL(url);
  address.username = login;
  address.password = encodeURIComponent("of a test");
  return address.href;
}

async function throughDoor(url: string, door: Door): Promise<string> {
  const address = new URL(url);
  await door.open(Number(address.port));
  address.port = String(door.port);
  return address.href;
}

/** What a test may bring along. */
interface Parts {
  readonly metrics?: Metrics;
  readonly tracing?: Tracing;
  readonly role?: string;
  readonly starter?: StarterCourse;
  readonly cache?: Cache;
  /** Between the server and its database. */
  readonly door?: Door;
  /** In place of one that keeps what it is to send (`mails`). */
  readonly mailer?: Mailer;
}

/**
 * The whole API with a small course on a database of its own, listening on a free port.
 *
 * @param settings environment variables that differ from the tests' own
 */
export async function startTestApp(
  settings: Readonly<Record<string, string>> = {},
  { metrics, tracing, role, starter = SMALL_STARTER, cache = createMemoryCache(), door, mailer }: Parts = {},
): Promise<TestApp> {
  const database = await createTestDatabase();
  const measure = metrics?.pool.measure ?? tracing?.span;
  const direct = role === undefined ? database.url : await urlOfRole(database, role);
  const url = door === undefined ? direct : await throughDoor(direct, door);
  const isOwn = measure !== undefined || url !== database.url;
  const seconds = oneConnection(measure);
  const own = isOwn ? connect(url, { measure: seconds.measure }) : null;
  await publishCourse(database.db, await starter.load(), new Date());
  let fixed: Date | null = null;
  const mails: Mail[] = [];
  const app = await buildApp({
    env: readEnv({ LOG_LEVEL: "silent", CORS_ORIGINS: "http://localhost:5173", ...settings }),
    db: own?.db ?? database.db,
    databaseUrl: url,
    ...(own === null ? {} : { pool: own }),
    cache,
    starter,
    ...(metrics === undefined ? {} : { metrics }),
    ...(tracing === undefined ? {} : { tracing }),
    mailer: mailer ?? {
      async send(mail) {
        mails.push(mail);
      },
    },
    now: () => fixed ?? new Date(),
    newId: () => uuidV7(),
  });
  const address = await app.listen({ host: "127.0.0.1", port: 0 });
  const as = (accessToken: string | null): Client =>
    createTRPCClient<AppRouter>({
      links: [
        httpLink({
          url: `${address}/trpc`,
          headers: accessToken === null ? {} : { authorization: `Bearer ${accessToken}` },
        }),
      ],
    });
  let people = 0;
  return {
    url: address,
    databaseUrl: url,
    database,
    mails,
    anonymous: as(null),
    as,
    async register(change = {}) {
      people += 1;
      const name = `person ${people} ${uuidV7().slice(-8)}`;
      const signedIn = await as(null).auth.register.mutate({
        username: name,
        email: `${name.replaceAll(" ", ".")}@example.org`,
        password: "imigongo and hills",
        userType: "tourist",
        targetLanguage: "kinyarwanda",
        ...change,
      });
      const { accessToken } = signedIn;
      await database.db
        .update(schema.users)
        .set({ joinedAt: LONG_AGO })
        .where(eq(schema.users.id, signedIn.user.id));
      return { client: as(accessToken), accessToken, userId: signedIn.user.id };
    },
    setClock(at) {
      fixed = at;
    },
    async close() {
      await app.close();
      await cache.close();
      await own?.close();
      const login = new URL(url).username;
      if (role !== undefined) await database.db.execute(sql.raw(`drop role ${login}`));
      await database.close();
      seconds.mustBeNone();
    },
  };
}

/** The code of the error that a call fails with; `null` when it succeeds. */
export async function codeOf(call: Promise<unknown>): Promise<string | null> {
  try {
    await call;
    return null;
  } catch (error) {
    return error instanceof TRPCClientError ? String(error.data?.code) : `not a tRPC error: ${String(error)}`;
  }
}
