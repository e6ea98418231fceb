import { schema } from "@fluentfusion/db";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../src/testing/index.ts";

let database: TestDatabase;
let learnerId: string;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.close();
});

beforeEach(async () => {
  learnerId = crypto.randomUUID();
  await database.db.insert(schema.users).values({
    id: learnerId,
    username: `learner ${learnerId.slice(0, 8)}`,
    userType: "tourist",
    targetLanguage: "kinyarwanda",
    nativeLanguage: "english",
  });
});

/** A UUIDv7 of this instant. */
function idAt(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, "0");
  const rest = crypto.randomUUID().slice(15);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0)}`;
}

function attempt(id: string) {
  const at = new Date("2026-11-23T10:00:00Z");
  return {
    id,
    learnerId,
    seq: 1,
    exerciseId: crypto.randomUUID(),
    lessonId: crypto.randomUUID(),
    revision: 1,
    kind: "type" as const,
    practice: false,
    response: { kind: "type", text: "Muraho" },
    outcome: "correct" as const,
    score: 1,
    deviceAt: at,
    receivedAt: at,
    occurredAt: at,
    timeZone: "Africa/Kigali",
    localDay: "2026-11-23",
    graderVersion: 1,
    modelVersion: 1,
    bodyHash: "hash",
    receipt: {},
  };
}

const insert = (id: string) => database.db.insert(schema.attempts).values(attempt(id));

async function partitionOf(id: string): Promise<string | undefined> {
  const rows = await database.db.execute<{ name: string }>(
    sql`select tableoid::regclass::text as name from attempts where id = ${id}`,
  );
  return rows[0]?.name;
}

const makeMonths = (count: number) =>
  database.db.execute<{ made: number }>(
    sql`select ensure_attempt_partitions('2031-05-01', ${count}) as made`,
  );

test("an answer lands in the month of its id, and one of a device whose clock is decades off is kept too", async () => {
  const now = new Date();
  const month = `${now.getUTCFullYear()}_${String(now.getUTCMonth() + 1).padStart(2, "0")}`;
  const ids = [now, new Date("1999-12-31T23:00:00Z"), new Date("2080-01-01T00:00:00Z")].map(idAt);
  for (const id of ids) await insert(id);
  const places = await Promise.all(ids.map(partitionOf));
  expect(places).toEqual([`attempts_${month}`, "attempts_default", "attempts_default"]);
});

test("the same id cannot be stored twice, whichever partition it is in", async () => {
  for (const at of [new Date(), new Date("2080-01-01T00:00:00Z")]) {
    const id = idAt(at);
    await insert(id);
    await expect(insert(id)).rejects.toMatchObject({ cause: { code: "23505" } });
  }
});

test("an answer cannot be changed or removed", async () => {
  const id = idAt(new Date());
  await insert(id);
  const change = database.db.execute(sql`update attempts set outcome = 'wrong' where id = ${id}`);
  await expect(change).rejects.toMatchObject({ cause: { code: "23001" } });
  const removal = database.db.execute(sql`delete from attempts where id = ${id}`);
  await expect(removal).rejects.toMatchObject({ cause: { code: "23001" } });
});

test("a new month takes over the answers that waited for it, and making it again changes nothing", async () => {
  const id = idAt(new Date("2031-05-17T12:00:00Z"));
  await insert(id);
  expect(await partitionOf(id)).toBe("attempts_default");
  expect((await makeMonths(2))[0]?.made).toBe(2);
  expect(await partitionOf(id)).toBe("attempts_2031_05");
  expect((await makeMonths(2))[0]?.made).toBe(0);
  await expect(insert(id)).rejects.toMatchObject({ cause: { code: "23505" } });
});

test("a read of one learner's answers of one month touches one partition", async () => {
  const plan = await database.db.execute<{ "QUERY PLAN": string }>(sql`
    explain select id from attempts where learner_id = ${learnerId}
      and id >= uuid_v7_floor('2026-12-01T00:00:00Z') and id < uuid_v7_floor('2027-01-01T00:00:00Z')`);
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  const touched = new Set(text.match(/attempts_(default|\d{4}_\d{2})\b/g));
  expect([...touched]).toEqual(["attempts_2026_12"]);
});
