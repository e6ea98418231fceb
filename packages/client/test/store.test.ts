import { startTestApp, type TestApp } from "@fluentfusion/api/testing";
import fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type Client, createClient, newId, type RouterInputs } from "../src/index.ts";
import {
  memoryStorage,
  openStore,
  PackRefusedError,
  type Change,
  type PushEvent,
  StoreFullError,
  type StoreStorage,
} from "../src/store.ts";
import { newLearner } from "./support/learner.ts";

let app: TestApp;

beforeAll(async () => {
  app = await startTestApp({ RATE_LIMIT_PER_MINUTE: "0" });
});

afterEach(() => vi.unstubAllGlobals());

afterAll(async () => {
  await app.close();
});

/** Somebody who has been here for a month: answers from before an account are dated by it. */
async function oldLearner() {
  const { client, account } = await newLearner({ url: app.url });
  const { id } = await client.api.me.get.query();
  await app.database.db.$client`update users set joined_at = joined_at - interval '30 days' where id = ${id}`;
  return { client, id, account };
}

class Killed extends Error {}

/** Dies at the `deadly`-th step, counted over storage and network; then the page is gone and does nothing more. */
function mortal(deadly: number) {
  let steps = 0;
  let isDead = false;
  const step = () => {
    if (isDead || steps === deadly) {
      isDead = true;
      throw new Killed(`killed at step ${deadly}`);
    }
    steps += 1;
  };
  return { step, isSpent: () => isDead };
}

type Life = ReturnType<typeof mortal>;

/** Storage of a page that can be killed before a write and after it. */
function mortalStorage(storage: StoreStorage, life: Life): StoreStorage {
  return {
    get: (key) => storage.get(key),
    list: (prefix, limit) => storage.list(prefix, limit),
    async write(changes) {
      life.step();
      await storage.write(changes);
      life.step();
    },
  };
}

/** A connection that can be cut before a push reaches the server and after the server has stored it. */
function mortalClient(client: Pick<Client, "api">, life: Life): Pick<Client, "api"> {
  const mutate = async (input: RouterInputs["sync"]["push"]) => {
    life.step();
    const answer = await client.api.sync.push.mutate(input);
    life.step();
    return answer;
  };
  return { api: { sync: { push: { mutate } } } as unknown as Client["api"] };
}

interface Given {
  readonly text: string;
  readonly place: number;
  readonly answeredAt: string;
}

async function asEvents(client: Client, given: readonly Given[]): Promise<PushEvent[]> {
  const { items } = await client.api.lessons.list.query({});
  const lesson = await client.api.lessons.get.query({ lessonId: items[0]?.id ?? "" });
  const typed = lesson.exercises.filter(({ prompt }) => prompt.kind === "type");
  return given.map(({ text, place, answeredAt }) => {
    const exercise = typed[place % typed.length];
    if (exercise === undefined) throw new Error("nothing to type");
    return {
      type: "attempt",
      id: newId(),
      exerciseId: exercise.id,
      revision: exercise.revision,
      sittingId: null,
      response: { kind: "type", text },
      answeredAt,
      timeZone: "Africa/Kigali",
      elapsedMs: 900,
    };
  });
}

const TEXTS = ["Muraho", "Mwaramutse", "Mwiriwe", "Murahoo", "hello"];

const START = Date.now() - 3 * 86_400_000;

/** Answers of some days, as a phone gathers them. */
function answersOf(count: number): Given[] {
  return Array.from({ length: count }, (_, index) => ({
    text: TEXTS[(index * 7) % TEXTS.length] ?? "",
    place: index,
    answeredAt: new Date(START + index * 47 * 60_000).toISOString(),
  }));
}

/** All that the server knows of a learner, without ids and times of arrival. */
async function stateOf(client: Client): Promise<unknown> {
  const { api } = client;
  const [progress, history, xp, badges, pulled] = await Promise.all([
    api.progress.summary.query(),
    api.progress.history.query(),
    api.xp.ledger.query(),
    api.badges.mine.query(),
    api.sync.pull.query({ after: 0, limit: 200 }),
  ]);
  const log = pulled.entries.map((entry) =>
    entry.type === "attempt" ? [entry.seq, entry.response, entry.answeredAt, entry.receipt.verdict] : entry,
  );
  const text = JSON.stringify({ progress, history, xp, badges, log });
  return JSON.parse(text.replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{22}/g, "an id")) as unknown;
}

/** Sends with pages that die at each of these steps, one after the other, and then one that lives. */
async function pushThroughDeaths(
  { client, id }: { client: Client; id: string },
  events: readonly PushEvent[],
  deaths: readonly number[],
) {
  const storage = memoryStorage();
  let left = [...events];
  for (const deadly of [...deaths, Number.POSITIVE_INFINITY]) {
    const life = mortal(deadly);
    const store = openStore(mortalClient(client, life), mortalStorage(storage, life), id);
    try {
      // What a person answered and saw kept is not answered again; the rest is, by whoever is at the next page.
      const kept = new Set([
        ...(await store.waiting()).map(({ id }) => id),
        ...(await store.settled()).map(({ event }) => event.id),
      ]);
      left = left.filter(({ id }) => !kept.has(id));
      for (const event of left) await store.add(event);
      await store.push();
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
  }
  return openStore(client, storage, id);
}

test("killed or cut at every single step of a push, the record is that of one clean push", async () => {
  const given = answersOf(55);
  const clean = await oldLearner();
  const cleanStore = openStore(clean.client, memoryStorage(), clean.id);
  for (const event of await asEvents(clean.client, given)) await cleanStore.add(event);
  await cleanStore.push();
  const expected = await stateOf(clean.client);

  // 55 answers are kept with two steps each, and sent in two pieces of four steps.
  const ofPush = Array.from({ length: 8 }, (_, step) => 110 + step);
  for (const deadly of [0, 1, 54, 109, ...ofPush]) {
    const learner = await oldLearner();
    const events = await asEvents(learner.client, given);
    const store = await pushThroughDeaths(learner, events, [deadly]);
    expect(await store.waiting()).toEqual([]);
    expect((await store.settled()).map(({ result }) => result.status)).toEqual(given.map(() => "accepted"));
    expect(await stateOf(learner.client)).toEqual(expected);
  }
}, 120_000);

test("dying again and again, at whatever steps, loses nothing and doubles nothing", async () => {
  const given = answersOf(8);
  const clean = await oldLearner();
  const cleanStore = openStore(clean.client, memoryStorage(), clean.id);
  for (const event of await asEvents(clean.client, given)) await cleanStore.add(event);
  await cleanStore.push();
  const expected = await stateOf(clean.client);
  const deaths = fc.array(fc.nat(20), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(deaths, async (steps) => {
      const learner = await oldLearner();
      await pushThroughDeaths(learner, await asEvents(learner.client, given), steps);
      expect(await stateOf(learner.client)).toEqual(expected);
    }),
    { numRuns: 12 },
  );
}, 120_000);

async function sums({ api }: Client) {
  const { items } = await api.badges.mine.query();
  const badges = items.map(({ id }) => id).toSorted();
  return { xp: (await api.xp.ledger.query()).total, badges, log: (await api.sync.pull.query({})).cursor };
}

test("shuffled, doubled and sent by three devices, the record is the same", async () => {
  const given = answersOf(24);
  const clean = await oldLearner();
  const cleanStore = openStore(clean.client, memoryStorage(), clean.id);
  const cleanEvents = await asEvents(clean.client, given);
  for (const event of cleanEvents) await cleanStore.add(event);
  await cleanStore.push();
  const expected = await sums(clean.client);
  const order = fc.shuffledSubarray(
    given.map((_, index) => index),
    { minLength: given.length, maxLength: given.length },
  );
  await fc.assert(
    fc.asyncProperty(
      order,
      fc.array(fc.nat(2), { minLength: 24, maxLength: 24 }),
      async (places, devices) => {
        const { client, id } = await oldLearner();
        const events = await asEvents(client, given);
        const stores = [0, 1, 2].map(() => openStore(client, memoryStorage(), id));
        for (const place of places) {
          const event = events[place];
          const device = devices[place] ?? 0;
          if (event === undefined) continue;
          await stores[device]?.add(event);
          // A second device sends the same, as after a restored backup.
          if (place % 3 === 0) await stores[(device + 1) % 3]?.add(event);
        }
        await Promise.all(stores.map((store) => store.push()));
        expect(await sums(client)).toEqual(expected);
      },
    ),
    { numRuns: 6 },
  );
}, 120_000);

test("what waits for another tab's turn to send while somebody else signs in stays its learner's", async () => {
  const { client, id, account } = await oldLearner();
  const { account: next } = await newLearner({ url: app.url });
  const signInAs = ({ email, password }: typeof next) => client.signIn({ email, password });
  const store = openStore(client, memoryStorage(), id);
  const [event] = await asEvents(client, answersOf(1));
  if (event === undefined) throw new Error("no event");
  await store.add(event);
  // Node 20 has no Web Locks: this one is another tab's until that one is done.
  const turn: { give?: () => void } = {};
  const given = new Promise<void>((resolve) => {
    turn.give = resolve;
  });
  const request = (_name: string, work: () => Promise<unknown>) => given.then(work);
  vi.stubGlobal("navigator", { locks: { request } });
  const pushed = store.push();
  await client.signOut();
  await signInAs(next);
  turn.give?.();
  await expect(pushed).rejects.toThrow("another learner");
  expect(await store.waiting()).toEqual([event]);
  expect((await client.api.sync.pull.query({})).entries).toEqual([]);

  await client.signOut();
  await signInAs(account);
  await store.push();
  expect((await store.settled()).map(({ result }) => result.status)).toEqual(["accepted"]);
  await store.pull();
  await client.signOut();
  await signInAs(next);
  // Nor does the next one's log come among what is kept of the first.
  await expect(store.pull()).rejects.toThrow("another learner");
  expect(await store.log()).toHaveLength(1);
});

test("a program's token sends what waits of who gave it, and of nobody else", async () => {
  const { client, id } = await oldLearner();
  const { id: otherId } = await oldLearner();
  const { token } = await client.api.auth.createToken.mutate({ name: "a phone", scope: "write", days: 1 });
  const program = createClient({ url: app.url, token });
  const [event] = await asEvents(client, answersOf(1));
  if (event === undefined) throw new Error("no event");
  const others = openStore(program, memoryStorage(), otherId);
  await others.add(event);
  await expect(others.push()).rejects.toThrow("another learner");
  await expect(others.pull()).rejects.toThrow("another learner");
  expect(await others.waiting()).toEqual([event]);
  const own = openStore(program, memoryStorage(), id);
  await own.add(event);
  await own.push();
  expect((await own.settled()).map(({ result }) => result.status)).toEqual(["accepted"]);
});

test("a queue that is full takes no more, says so, and loses nothing of what it has", async () => {
  const { client, id } = await oldLearner();
  const storage = memoryStorage();
  const [event] = await asEvents(client, answersOf(1));
  if (event === undefined) throw new Error("no event");
  const fill = Array.from({ length: 9_999 }, (): Change => {
    const one = { ...event, id: newId() };
    return [`waiting/${one.id}`, one];
  });
  await storage.write(fill);
  const store = openStore(client, storage, id);
  await store.add(event);
  await expect(store.add({ ...event, id: newId() })).rejects.toThrow(StoreFullError);
  // What is kept may be kept again: a page that comes back does so with all that waits.
  await store.add(event);
  expect(await store.waiting()).toHaveLength(10_000);
  // Another tab has sent some of it.
  await storage.write([[`waiting/${event.id}`, undefined]]);
  await store.add(event);
  expect(await store.waiting()).toContainEqual(event);
});

test("a refused answer leaves the queue with the reason, and the rest goes on", async () => {
  const { client, id } = await oldLearner();
  const store = openStore(client, memoryStorage(), id);
  const [bad, good] = await asEvents(client, answersOf(2));
  if (bad?.type !== "attempt" || good === undefined) throw new Error("no events");
  await store.add({ ...bad, exerciseId: newId() });
  await store.add(good);
  await store.push();
  const settled = await store.settled();
  expect(settled.map(({ result }) => ("code" in result ? result.code : result.status))).toEqual([
    "EXERCISE_NOT_FOUND",
    "accepted",
  ]);
  await store.forget(settled.map(({ event }) => event.id));
  expect(await store.settled()).toEqual([]);
});

test("a new device brings the whole log, and a lost one brings it again", async () => {
  const { client, id } = await oldLearner();
  const phone = openStore(client, memoryStorage(), id);
  for (const event of await asEvents(client, answersOf(30))) await phone.add(event);
  await phone.push();
  const tablet = openStore(client, memoryStorage(), id);
  await tablet.pull();
  const log = await tablet.log();
  expect(log.map(({ seq }) => seq)).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
  await tablet.rebuild();
  expect(await tablet.log()).toEqual(log);
});

test("packs are kept once and verified; one that was changed on the way is not kept", async () => {
  const { client, id: learnerId } = await oldLearner();
  const storage = memoryStorage();
  const store = openStore(client, storage, learnerId);
  const { items } = await client.api.lessons.list.query({});
  const first = items[0]?.id ?? "";
  await store.download({}, [first]);
  expect((await store.packs()).map(({ id }) => id).toSorted()).toEqual([first, "lexicon"].toSorted());
  const told: [kept: number, of: number][] = [];
  await store.download({}, undefined, (kept, of) => told.push([kept, of]));
  expect(await store.packs()).toHaveLength(items.length + 1);
  // Two were there, and parts come ten at a time.
  expect(told).toEqual(
    Array.from({ length: Math.ceil((items.length - 1) / 10) }, (_, part) => [
      2 + part * 10,
      items.length + 1,
    ]),
  );

  const query = async (input: RouterInputs["sync"]["pack"]) => {
    const answer = await client.api.sync.pack.query(input);
    return { ...answer, packs: answer.packs.map((pack) => ({ ...pack, text: `${pack.text} ` })) };
  };
  const crooked = { api: { sync: { pack: { query } } } as unknown as Client["api"] };
  const other = openStore(crooked, memoryStorage(), learnerId);
  await expect(other.download({})).rejects.toThrow(PackRefusedError);
  expect(await other.packs()).toEqual([]);
});
