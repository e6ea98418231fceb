import { createClient } from "@fluentfusion/client";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import {
  answerWithoutVerdict,
  currentPrompt,
  fillIn,
  PASSWORD,
  register,
  send,
  signIn,
  startNextLesson,
  storedSittings,
} from "./support/learner.ts";
import { widths } from "./support/widths.ts";
import { useWorld } from "./support/world.ts";

const world = useWorld();

/** What the server has taken from any tab of this browser, as it was sent. */
function pushesOf(page: Page): string[] {
  const taken: string[] = [];
  page.context().on("response", (response) => {
    if (response.ok() && response.url().includes("/trpc/sync.push")) {
      taken.push(response.request().postData() ?? "");
    }
  });
  return taken;
}

/** The one answer that this device keeps, whose ever it is. */
async function keptAnswer(page: Page): Promise<string> {
  const ids = (await storedSittings(page)).flatMap(({ answers }) => answers.map(({ attempt }) => attempt.id));
  expect(ids).toHaveLength(1);
  return ids[0] ?? "";
}

/** Whatever waits on the device for the one who is signed in goes out with this answer, or before. */
async function answerWithVerdict(page: Page): Promise<void> {
  await page.goto("/");
  await startNextLesson(page);
  const prompt = await currentPrompt(page);
  await fillIn(page, prompt, world.solve);
  expect(await send(page, prompt)).toBe("correct");
}

async function signOut(page: Page): Promise<void> {
  await page.goto("/profile");
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await page.waitForFunction(() => localStorage.getItem("ff.signed-in") === null);
}

test.each(widths("two-learners"))(
  "answers that wait when the server ends a session are neither shown to nor sent for who signs in next: $name",
  async (view) => {
    const page = await world.open(view);
    const taken = pushesOf(page);
    const first = await register(page);
    await startNextLesson(page);
    await page.route("**/trpc/sync.push*", (route) => route.abort());
    await answerWithoutVerdict(page, world.solve);
    const sitting = page.url();
    const answer = await keptAnswer(page);
    const elsewhere = createClient({ url: world.url });
    await elsewhere.signIn({ email: first, password: PASSWORD });
    await elsewhere.api.auth.logoutOthers.mutate();
    await page.goto("/progress");
    await page.locator("input[name=password]").waitFor();
    await page.unroute("**/trpc/sync.push*");

    await register(page);
    await page.goto(sitting);
    await page.locator(".notice-error").waitFor();
    expect(await page.locator("form.turn").count()).toBe(0);
    await answerWithVerdict(page);
    expect(taken).toHaveLength(1);
    expect(taken.join()).not.toContain(answer);
    await signOut(page);
    expect(await keptAnswer(page)).toBe(answer);

    await signIn(page, first);
    await expect.poll(() => taken.join(), { timeout: 30_000 }).toContain(answer);
    await expect.poll(() => storedSittings(page), { timeout: 30_000 }).toEqual([]);
    const { entries } = await elsewhere.api.sync.pull.query({});
    expect(entries.map((entry) => entry.type === "attempt" && entry.id)).toEqual([answer]);
    await page.context().close();
  },
);

test.each(widths("two-learners"))(
  "an answer given in a tab that was left open stays its learner's, whoever has signed in in another tab: $name",
  async (view) => {
    const page = await world.open(view);
    const taken = pushesOf(page);
    const first = await register(page);
    await startNextLesson(page);
    await fillIn(page, await currentPrompt(page), world.solve);
    const other = await page.context().newPage();
    await signOut(other);
    await register(other);
    await page.locator(".turn-keys [type=submit]").click();
    // The page is the next one's from now on, who has no such sitting.
    await page.locator(".notice-error").waitFor();
    const answer = await keptAnswer(page);
    await answerWithVerdict(page);
    expect(taken).toHaveLength(1);
    expect(taken.join()).not.toContain(answer);
    await signOut(page);
    await signIn(page, first);
    await expect.poll(() => taken.join(), { timeout: 30_000 }).toContain(answer);
    await page.context().close();
  },
);

test.each(widths("two-learners"))(
  "of the sittings of others the newest twenty with an answer that waits stay: $name",
  async (view) => {
    const page = await world.open(view);
    await register(page);
    await page.evaluate(() => {
      for (let place = 10; place < 35; place += 1) {
        const record = {
          ownerId: "other",
          sitting: { id: `01900000-0000-7000-8000-0000000000${place}`, mode: "lesson", lessonId: null },
          exercises: [],
          // Every other one by a page from before.
          ...(place % 2 === 0 ? { solvedBefore: [] } : { onceIds: [], doneBefore: [] }),
          answers: place === 34 ? [] : [{ attempt: { id: `answer-${place}` }, receipt: null }],
        };
        localStorage.setItem(`ff.sitting.other.${record.sitting.id}`, JSON.stringify(record));
      }
      // Of an older page, which did not note whose it was.
      localStorage.setItem("ff.sitting.01900000-0000-7000-8000-000000000099", "{}");
    });
    await page.reload();
    const kept = async () => (await storedSittings(page)).flatMap(({ answers }) => answers);
    await expect.poll(async () => (await kept()).length, { timeout: 30_000 }).toBe(20);
    const ids = (await kept()).map(({ attempt }) => attempt.id).toSorted();
    expect([ids[0], ids.at(-1)]).toEqual(["answer-14", "answer-33"]);
    expect(await storedSittings(page)).toHaveLength(20);
    await page.context().close();
  },
);
