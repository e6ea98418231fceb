import { schema } from "@fluentfusion/db";
import { eq } from "drizzle-orm";
import { v7 as uuidV7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { readEnv } from "../src/env.ts";
import { REST_ROUTES } from "../src/rest/routes/index.ts";
import { readProcedures } from "../src/trpc/read-procedures.ts";
import { appRouter } from "../src/router.ts";
import type { Actor } from "../src/shared/actor.ts";
import type { Deps } from "../src/shared/deps.ts";
import type { Context } from "../src/trpc/context.ts";
import {
  authorProcedure,
  createCallerFactory,
  learnerProcedure,
  publicProcedure,
  router,
  sessionProcedure,
} from "../src/trpc/procedures.ts";
import { sampleInput, uuidFields } from "./support/sample-input.ts";
import { codeOf, startTestApp, type TestApp } from "./support/test-app.ts";

let app: TestApp;
let tokens: Readonly<Record<Kind, string>>;

const ROLES = ["learner", "author", "manager", "admin"] as const;
const KINDS = ["nobody", "disabled", ...ROLES, "reading program", "writing program"] as const;
type Kind = (typeof KINDS)[number];

const META = readProcedures(appRouter);

interface Definition {
  readonly type: "query" | "mutation" | "subscription";
  readonly inputs: readonly unknown[];
}
const PROCEDURES = [...META].map(([path, meta]) => {
  const procedure = appRouter._def.procedures[path as keyof typeof appRouter._def.procedures];
  return { path, meta, definition: (procedure as unknown as { _def: Definition })._def };
});
/** A stream has no end to wait for; who may open one is tested where it is made. */
const CALLS = PROCEDURES.filter(({ definition }) => definition.type !== "subscription");

async function account(change: Partial<typeof schema.users.$inferInsert>) {
  const person = await app.register();
  await app.database.db.update(schema.users).set(change).where(eq(schema.users.id, person.userId));
  return person;
}

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
  const [disabled, ...people] = await Promise.all([
    account({ disabledAt: new Date() }),
    ...ROLES.map((role) => account({ role })),
  ]);
  const [learner, author, manager, admin] = people;
  const program = async (scope: "read" | "write") =>
    (await admin?.client.auth.createToken.mutate({ name: scope, scope, days: 1 }))?.token ?? "";
  tokens = {
    nobody: "",
    disabled: disabled.accessToken,
    learner: learner?.accessToken ?? "",
    author: author?.accessToken ?? "",
    manager: manager?.accessToken ?? "",
    admin: admin?.accessToken ?? "",
    "reading program": await program("read"),
    "writing program": await program("write"),
  };
});

afterAll(async () => {
  await app.close();
});

async function call(
  { path, definition: { type } }: (typeof CALLS)[number],
  token: string,
  input: unknown,
): Promise<{ status: number; code: string; text: string }> {
  const isMutation = type === "mutation";
  const headers: Record<string, string> = token === "" ? {} : { authorization: `Bearer ${token}` };
  const query = isMutation ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
  const response = await fetch(`${app.url}/trpc/${path}${query}`, {
    method: isMutation ? "POST" : "GET",
    headers: { ...headers, ...(isMutation ? { "content-type": "application/json" } : {}) },
    ...(isMutation ? { body: JSON.stringify(input) } : {}),
  });
  const text = await response.text();
  const { error } = JSON.parse(text) as { error?: { data: { code: string } } };
  return { status: response.status, code: error?.data.code ?? "OK", text };
}

/** What the rule that a procedure declares says about a caller. */
function verdict(
  { meta, definition }: (typeof CALLS)[number],
  kind: Kind,
): "in" | "UNAUTHENTICATED" | "FORBIDDEN" {
  if (meta.access === "public") return "in";
  if (kind === "nobody" || kind === "disabled") return "UNAUTHENTICATED";
  if (kind === "reading program" && definition.type === "mutation") return "FORBIDDEN";
  const isProgram = kind === "reading program" || kind === "writing program";
  if (isProgram) return meta.personOnly === true ? "FORBIDDEN" : "in";
  return meta.access === "learner" || meta.access === kind || kind === "admin" ? "in" : "FORBIDDEN";
}

/** Never right, so that whoever is let in changes nothing: the rule is asked before the input is looked at. */
const NONSENSE = { "no such field": true };
describe("every procedure lets in whom its rule names, and no one else", () => {
  for (const one of CALLS) {
    test(`${one.path}: ${one.meta.access}`, async () => {
      // They end sessions or programs of the callers that the others are asked with.
      const endsSession = one.path.startsWith("auth.logout");
      const said = await Promise.all(
        KINDS.map(async (kind) => {
          const expected = verdict(one, kind);
          if (endsSession && expected === "in") return [kind, "in"];
          const { code } = await call(one, tokens[kind], NONSENSE);
          return [kind, code === "UNAUTHENTICATED" || code === "FORBIDDEN" ? code : "in"];
        }),
      );
      expect(said).toEqual(KINDS.map((kind) => [kind, verdict(one, kind)]));
    });
  }
});

test("what needs no sign-in is known by name", () => {
  const open = PROCEDURES.filter(({ meta }) => meta.access === "public").map(({ path }) => path);
  const expected = new Set([
    "auth.register",
    "auth.login",
    "auth.guest",
    "auth.refresh",
    "auth.logout",
    "auth.requestPasswordReset",
    "auth.resetPassword",
    "auth.verifyEmail",
    "auth.confirmEmailChange",
    "sync.emergencyPack",
    "service.contact",
  ]);
  expect(open.filter((path) => !expected.has(path))).toEqual([]);
});

test("a procedure that does not say who may call it is not served", () => {
  const silent = publicProcedure.meta({ access: undefined as never });
  expect(() => readProcedures(router({ a: router({ b: silent.query(() => 1) }) }))).toThrow("a.b");
});

test("a procedure that not every learner may call is not served when its answers are kept", () => {
  for (const guarded of [authorProcedure, sessionProcedure, publicProcedure]) {
    const kept = guarded.meta({ kept: "own" }).output(z.number());
    expect(() => readProcedures(router({ a: router({ b: kept.query(() => 1) }) }))).toThrow(
      "is kept; this is not: a.b",
    );
  }
  const open = learnerProcedure.meta({ kept: "own" }).output(z.number());
  expect(readProcedures(router({ b: open.query(() => 1) })).get("b")?.kept).toBe("own");
});

test("a procedure that writes, or tells learners of themselves, is not served when it may lag", () => {
  const guarded = [
    learnerProcedure
      .meta({ mayLag: true })
      .output(z.number())
      .query(() => 1),
    authorProcedure
      .meta({ mayLag: true })
      .output(z.number())
      .mutation(() => 1),
  ];
  for (const one of guarded)
    expect(() => readProcedures(router({ a: router({ b: one }) }))).toThrow("may lag; this is not: a.b");
});

test("every REST route but signing up and in refuses strangers", async () => {
  for (const route of REST_ROUTES) {
    const isOpen = route.path === "/api/auth/register" || route.path === "/api/auth/login";
    expect([route.path, route.access]).toEqual([route.path, isOpen ? "public" : "learner"]);
    if (isOpen) continue;
    for (const kind of ["nobody", "disabled", "learner", "reading program"] as const) {
      const response = await fetch(app.url + route.path.replace(/:\w+/, uuidV7()), {
        method: route.method,
        headers: {
          ...(tokens[kind] === "" ? {} : { authorization: `Bearer ${tokens[kind]}` }),
          ...(route.method === "GET" ? {} : { "content-type": "application/json" }),
        },
        // Well-formed: one that cannot be read is refused before anybody asks whose it is.
        ...(route.method === "GET" ? {} : { body: '{"no such field":1}' }),
      });
      const isIn = kind === "learner" || (kind === "reading program" && route.method === "GET");
      const refusal = kind === "reading program" ? 403 : 401;
      const body = [route.method, route.path, kind, response.status];
      if (isIn) expect([401, 403], String(body)).not.toContain(response.status);
      else expect(body).toEqual([route.method, route.path, kind, refusal]);
    }
  }
});

/** A learner with something of every kind. */
async function victim() {
  const person = await app.register({ username: "Victim of Probes", email: "victim@example.org" });
  const [lesson] = (await person.client.lessons.list.query({})).items;
  const sitting = await person.client.session.start.mutate({
    id: uuidV7(),
    mode: "lesson",
    lessonId: lesson?.id ?? "",
  });
  const token = await person.client.auth.createToken.mutate({ name: "probe", scope: "read", days: 1 });
  const sessions = await person.client.auth.sessions.query();
  const [exercise] = sitting.exercises;
  const attemptId = uuidV7();
  await person.client.attempts.submit.mutate({
    id: attemptId,
    exerciseId: exercise?.id ?? "",
    revision: exercise?.revision ?? 1,
    response: { kind: "type", text: "words of the victim" },
    answeredAt: new Date().toISOString(),
    timeZone: "Africa/Kigali",
    sittingId: sitting.id,
  });
  const boss = await account({ role: "manager" });
  const team = await boss.client.teams.create.mutate({ id: uuidV7(), name: "Team of the victim" });
  const invite = await boss.client.teams.invite.mutate({ teamId: team.id, post: "kitchen" });
  await person.client.teams.join.mutate({ token: invite.token, consentVersion: 1 });
  const ids = [person.userId, sitting.id, token.id, sessions[0]?.id ?? "", attemptId, team.id, invite.id];
  return { ...person, ids };
}

describe("what belongs to someone else is as if it were not there", () => {
  const withIds = CALLS.filter(({ definition }) => uuidFields(definition.inputs).length > 0);

  test("ids of another learner are answered as ids that nobody has, and change nothing", async () => {
    const { userId, ids } = await victim();
    const tables = [schema.sittings, schema.attempts, schema.learnerStates, schema.recommendationImpressions];
    const rowsOf = async () =>
      JSON.stringify([
        ...(await Promise.all(
          tables.map((table) => app.database.db.select().from(table).where(eq(table.learnerId, userId))),
        )),
        await app.database.db.select().from(schema.teamMembers).where(eq(schema.teamMembers.userId, userId)),
        await app.database.db.select().from(schema.teamInvites),
        await app.database.db.select().from(schema.teamAssignments),
        await app.database.db.select().from(schema.users).where(eq(schema.users.id, userId)),
        await app.database.db
          .select()
          .from(schema.personalAccessTokens)
          .where(eq(schema.personalAccessTokens.userId, userId)),
      ]);
    const before = await rowsOf();
    const probed: string[] = [];
    for (const one of withIds) {
      const { access } = one.meta;
      // With the id of the victim's answer a manager would make a team of that id, which is nobody's harm.
      if ((access !== "learner" && access !== "manager") || one.path === "teams.create") continue;
      for (const id of ids) {
        for (const field of uuidFields(one.definition.inputs)) {
          const foreign = await call(one, tokens[access], sampleInput(one.definition.inputs, field, id));
          const missing = await call(
            one,
            tokens[access],
            sampleInput(one.definition.inputs, field, uuidV7()),
          );
          expect(foreign.text, one.path).not.toMatch(/victim|words of/i);
          expect(foreign.status, one.path).toBeLessThan(500);
          // An attempt's id is said to be used up, whoever used it: the client made it and must make another.
          if (foreign.code !== "ATTEMPT_CONFLICT") {
            expect([one.path, field, foreign.code]).toEqual([one.path, field, missing.code]);
          }
          if (foreign.code !== "INPUT_INVALID") probed.push(one.path);
        }
      }
    }
    expect(await rowsOf()).toBe(before);
    const reached = new Set(probed);
    for (const path of [
      "auth.revokeSession",
      "auth.revokeToken",
      "session.resume",
      "session.finish",
      "teams.members",
      "teams.report",
    ]) {
      expect([path, reached.has(path)]).toEqual([path, true]);
    }
  });
});

test("an admin gives roles, each is written down, and the last admin stays", async () => {
  const admin = app.as(tokens.admin);
  const { client, userId } = await app.register({ email: "promoted@example.org" });
  const { users } = await admin.admin.users.query({ search: "PROMOTED@" });
  expect(users).toMatchObject([{ id: userId, role: "learner" }]);
  expect((await admin.admin.users.query({ search: "%" })).users).toEqual([]);
  await admin.admin.setRole.mutate({ userId, role: "admin" });
  expect(await codeOf(client.admin.users.query({ limit: 1 }))).toBeNull();
  const { id: adminId } = await admin.me.get.query();
  // Both want to be the only one: one of them wins, and one admin is left.
  const demotions = await Promise.all([
    codeOf(admin.admin.setRole.mutate({ userId, role: "learner" })),
    codeOf(client.admin.setRole.mutate({ userId: adminId, role: "learner" })),
  ]);
  expect(demotions.filter((code) => code === null)).toHaveLength(1);
  const left = await app.database.db.select().from(schema.users).where(eq(schema.users.role, "admin"));
  expect(left).toHaveLength(1);
  const last = left[0]?.id === adminId ? admin : client;
  expect(await codeOf(last.admin.setRole.mutate({ userId: left[0]?.id ?? "", role: "author" }))).toBe(
    "FORBIDDEN",
  );
  const page = await last.admin.audit.query({ subjectId: userId, limit: 1 });
  expect(page.entries[0]?.action).toMatch(/^(role\.set|account\.register)$/);
  const second = await last.admin.audit.query({
    subjectId: userId,
    limit: 1,
    cursor: page.nextCursor ?? "",
  });
  expect(second.entries[0]?.id).not.toBe(page.entries[0]?.id);
});

test("what was written down cannot be changed", async () => {
  const { db } = app.database;
  await expect(db.update(schema.auditLog).set({ action: "nothing" })).rejects.toThrow();
  await expect(db.delete(schema.auditLog)).rejects.toThrow();
});

describe("a procedure that forgets whose rows it is after", () => {
  const forgetful = router({
    learner: learnerProcedure.query(({ ctx }) => ctx.deps.db.select().from(schema.users)),
    author: authorProcedure.query(({ ctx }) => ctx.deps.db.select().from(schema.users)),
  });

  async function callerOf(role: "learner" | "author") {
    const { userId } = await account({ role });
    const actor = { userId, role, scope: "session" } as Actor;
    const deps = { env: readEnv({}), db: app.database.db, whileUp: (work) => work() } as Deps;
    const context = { deps, actor: async () => actor, pay: async () => undefined } as unknown as Context;
    return { userId, caller: createCallerFactory(forgetful)(context) };
  }

  test("gets the caller's own from the database, and no one else's", async () => {
    const { caller, userId } = await callerOf("learner");
    expect((await caller.learner()).map(({ id }) => id)).toEqual([userId]);
  });

  test("gets all where the role is for working with what others did", async () => {
    const { caller } = await callerOf("author");
    expect((await caller.author()).length).toBeGreaterThan(1);
  });
});
