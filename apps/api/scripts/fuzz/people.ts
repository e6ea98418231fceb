import { type Database, schema } from "@fluentfusion/db";
import { createTRPCClient, httpLink, type TRPCClient } from "@trpc/client";
import { eq } from "drizzle-orm";
import type { AppRouter } from "../../src/router.ts";
import { newId } from "../chaos/random.ts";

const PASSWORD = "imigongo and hills";

function clientOf(url: string, token: string | null): TRPCClient<AppRouter> {
  const headers: Record<string, string> = { "x-forwarded-for": "198.51.100.1" };
  if (token !== null) headers["authorization"] = `Bearer ${token}`;
  return createTRPCClient<AppRouter>({ links: [httpLink({ url: `${url}/trpc`, headers })] });
}

/** Somebody whom requests are sent as; signed in anew when a request has signed them out. */
export interface Person {
  readonly name: "anonymous" | "learner" | "admin";
  token(): string | null;
  renew(): Promise<void>;
}

async function signUp(url: string, db: Database["db"], role: "learner" | "admin"): Promise<string> {
  const name = `fuzz ${newId()}`;
  const { accessToken, user } = await clientOf(url, null).auth.register.mutate({
    username: name,
    email: `${name.replaceAll(" ", ".")}@example.org`,
    password: PASSWORD,
    userType: "tourist",
    targetLanguage: "kinyarwanda",
  });
  await db.update(schema.users).set({ role }).where(eq(schema.users.id, user.id));
  return accessToken;
}

async function signedUp(url: string, db: Database["db"], role: "learner" | "admin"): Promise<Person> {
  let token = await signUp(url, db, role);
  return {
    name: role,
    token: () => token,
    async renew() {
      const me = await clientOf(url, token)
        .me.get.query()
        .catch(() => null);
      // Where the machine has too much to do just now, the next renewal comes soon.
      if (me?.role !== role) token = await signUp(url, db, role).catch(() => token);
    },
  };
}

export async function makePeople(url: string, db: Database["db"]): Promise<Person[]> {
  const anonymous: Person = { name: "anonymous", token: () => null, renew: async () => undefined };
  return [anonymous, await signedUp(url, db, "learner"), await signedUp(url, db, "admin")];
}

/** Ids of what there is, of others too. */
export async function knownIds(url: string, db: Database["db"], token: string): Promise<string[]> {
  const client = clientOf(url, token);
  const { items } = await client.lessons.list.query({ limit: 20 });
  const [lesson] = items;
  const sitting = await client.session.start.mutate({
    id: newId(),
    mode: "lesson",
    lessonId: lesson?.id ?? "",
  });
  const users = await db.select({ id: schema.users.id }).from(schema.users).limit(20);
  const sessions = await db.select({ id: schema.sessions.id }).from(schema.sessions).limit(5);
  const lists = [items, sitting.exercises, users, sessions];
  return [sitting.id, newId(), ...lists.flatMap((list) => list.map(({ id }) => id))];
}
