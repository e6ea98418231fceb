import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { publishPrior } from "../src/features/models/publish-prior.ts";
import { appRouter } from "../src/router.ts";
import { readProcedures } from "../src/trpc/read-procedures.ts";
import { greetingsOfTheCourse, starterOf } from "./support/greetings-course.ts";
import { EVERY_PROCEDURE, openWorld, type World } from "./support/statement-rows/index.ts";
import { startTestApp, type TestApp } from "./support/test-app.ts";

/** How many statements each procedure sends; that those of each day find their rows by an index: statements.test.ts. */

const SOON = { timeout: 20_000, interval: 20 };

let app: TestApp;
let world: World;

beforeAll(async () => {
  const starter = starterOf(await greetingsOfTheCourse());
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" }, { starter });
  await publishPrior(app.database.db, new Date());
  world = await openWorld(app);
}, 120_000);

afterAll(async () => {
  await app.close();
}, 60_000);

/** What opens and closes a transaction, what the server asks on its own behalf, and who is asking, which is remembered. */
const ASIDE =
  /^\s*(begin|commit|savepoint|select set_config)\b|pg_catalog|(from|update) "(outbox_events|rulings|jobs)"|from "(sessions|catalogue_state)"/i;

/** Mails that are due are sent, and learners whom a ruling credits are. */
async function settled(): Promise<void> {
  await vi.waitFor(async () => {
    const [row] = await app.database.db.execute<{ busy: boolean }>(sql`
      select exists (select from "outbox_events" where delivered_at is null and available_at <= now())
        or exists (select from "rulings" where round_due_at <= now()) as busy`);
    if (row?.busy !== false) throw new Error("there is work under way");
  }, SOON);
}

/** The look of every five seconds at how long the logs are has each stream read that it sees for the first time. */
const LOOK = /"learner_states"\."learner_id" = any\(/;

/** With those of what the work leaves to be done at once in the background, such as a mail. */
async function questionsOf(work: () => Promise<unknown>): Promise<string[]> {
  await settled();
  const statements = await app.database.statementsOf(async () => {
    await work();
    await settled();
  });
  return statements.filter((text) => !ASIDE.test(text));
}

test("each procedure has a row that says how many statements it may send", () => {
  expect(Object.keys(EVERY_PROCEDURE).toSorted()).toEqual([...readProcedures(appRouter).keys()].toSorted());
});

test.each(Object.entries(EVERY_PROCEDURE))(
  "%s sends no more statements than its row says",
  async (_path, [most, prepare]) => {
    let statements = await questionsOf(await prepare(world));
    if (statements.some((text) => LOOK.test(text))) statements = await questionsOf(await prepare(world));
    expect(statements.length, statements.join("\n")).toBeLessThanOrEqual(most ?? Infinity);
  },
  60_000,
);
