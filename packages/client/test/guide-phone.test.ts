import { randomFillSync } from "node:crypto";
import { createContext, Script } from "node:vm";
import { startTestApp, type TestApp } from "@fluentfusion/api/testing";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Consumer, packConsumer } from "./support/consumer.ts";
import { exampleFor } from "./support/examples.ts";

/** The guide's client for React Native, as it stands, where there are only the globals that a phone has. */
let consumer: Consumer;
let api: TestApp;

beforeAll(async () => {
  consumer = packConsumer();
  api = await startTestApp();
});

afterAll(async () => {
  await api.close();
  consumer.remove();
});

/** What the two native modules do, on this machine's randomness and a store that outlives a start of the app. */
const NATIVE: Readonly<Record<string, string>> = {
  "react-native-get-random-values": "globalThis.crypto ??= { getRandomValues: native.getRandomValues };",
  "expo-secure-store": `
    export const getItemAsync = async (key) => native.keychain.get(key) ?? null;
    export const setItemAsync = async (key, value) => { native.keychain.set(key, value); };
    export const deleteItemAsync = async (key) => { native.keychain.delete(key); };
  `,
};

const FIRST_START = `
  import { newId } from "@fluentfusion/client";
  import { client } from "./example";
  export const done = (async () => {
    const guest = await client.startAsGuest({ userType: "tourist", targetLanguage: "kinyarwanda" });
    const { items } = await client.api.lessons.list.query({ limit: 1 });
    const { next } = await client.api.session.start.mutate({ id: newId(), mode: "lesson", lessonId: items[0].id });
    return JSON.stringify([guest.id, next.prompt.kind]);
  })();
`;
const NEXT_START = `
  import { client } from "./example";
  export const done = (async () => {
    const user = await client.restore();
    return JSON.stringify([user.id]);
  })();
`;

const FOLLOWING = `
  import { newId } from "@fluentfusion/client";
  import { followEvents } from "@fluentfusion/client/events";
  import { client } from "./example";
  export const done = (async () => {
    await client.restore();
    const { items } = await client.api.lessons.list.query({ limit: 1 });
    const { id, next } = await client.api.session.start.mutate({ id: newId(), mode: "lesson", lessonId: items[0].id });
    const heard = new Promise((hear) => {
      native.stop = followEvents(client, { url: native.url, onEvent: hear });
    });
    // It follows from where the log stands when it is asked for the first time.
    await new Promise((later) => setTimeout(later, 5_000));
    const attempt = {
      id: newId(), exerciseId: next.id, revision: next.revision, sittingId: id, response: { kind: "skip" },
      answeredAt: new Date().toISOString(), timeZone: "Africa/Kigali",
    };
    await client.api.attempts.submit.mutate(attempt);
    const { attemptId } = await heard;
    native.stop();
    return JSON.stringify([attemptId === attempt.id]);
  })();
`;

/** The phone's clock runs so many times faster, so that nobody waits for it. */
const FASTER = 5;

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: consumer.folder, loader: "ts" },
    bundle: true,
    write: false,
    format: "iife",
    globalName: "app",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["react-native", "import", "module", "default"],
    target: "es2020",
    plugins: [
      {
        name: "phone",
        setup(builder) {
          builder.onResolve(
            { filter: /^(\.\/example|react-native-get-random-values|expo-secure-store)$/ },
            ({ path }) => ({
              path,
              namespace: "phone",
            }),
          );
          builder.onLoad({ filter: /.*/, namespace: "phone" }, ({ path }) => ({
            contents: NATIVE[path] ?? exampleFor("phone", api.url),
            loader: "ts",
            resolveDir: consumer.folder,
          }));
        },
      },
    ],
  });
  return outputFiles[0]?.text ?? "";
}

const keychain = new Map<string, string>();

/** Runs an app as Hermes would find it: no crypto, no DOM, no storage, no locks, none of AbortSignal's newer parts. */
async function start(app: string): Promise<unknown> {
  class PhoneSignal {
    readonly inner: AbortSignal;
    constructor(inner: AbortSignal) {
      this.inner = inner;
    }
  }
  const native = {
    url: api.url,
    keychain,
    getRandomValues: (bytes: Uint8Array) => randomFillSync(bytes),
  };
  const phone = createContext({
    native,
    fetch,
    Headers,
    Request,
    Response,
    AbortController,
    AbortSignal: PhoneSignal,
    URL,
    URLSearchParams,
    setTimeout: (done: () => void, ms = 0) => setTimeout(done, ms / FASTER),
    clearTimeout,
    setInterval,
    clearInterval,
    console,
  });
  new Script(`${await bundle(app)};globalThis.app = app;`).runInContext(phone);
  const { app: running } = phone as { app: { done: Promise<string> } };
  return JSON.parse(await running.done);
}

test("a phone begins as a guest and is asked a lesson's first question; after a restart its keychain knows who it was", async () => {
  const [id, kind] = (await start(FIRST_START)) as [string, string];
  expect(kind).toMatch(/\w/);
  expect(keychain.size).toBe(1);
  expect(await start(NEXT_START)).toEqual([id]);
});

test("a phone, which has no streams, hears of its learner's record by asking", async () => {
  await start(FIRST_START);
  expect(await start(FOLLOWING)).toEqual([true]);
});
