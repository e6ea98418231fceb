/** The app that is bundled beside the guide's `client.ts`: what a learner's phone does, told line by line. */
export const walk = (url: string): string => `
import "react-native/Libraries/Core/InitializeCore";
import emitter from "react-native/Libraries/EventEmitter/RCTDeviceEventEmitter";
import { createClient, isErrorCode, newId, readError } from "@fluentfusion/client";
import { followEvents } from "@fluentfusion/client/events";
import { client } from "./client";

globalThis.emit = (name, args) => emitter.emit(name, args);
const say = (...words) => globalThis.tell("say", words.join(" "));
const later = (ms) => new Promise((done) => setTimeout(done, ms));
const failed = (call) => call.then(() => "no failure", (error) => (readError(error) === null ? "no answer" : "an answer"));

async function walk() {
  const known = await client.restore();
  if (known !== null) return say("the keychain knows who it was:", known.isGuest === false || known.username !== "");
  const guest = await client.startAsGuest({ userType: "tourist", targetLanguage: "kinyarwanda" });
  say("a guest began:", guest.id.length === 36);
  const [{ items }, badges] = await Promise.all([
    client.api.lessons.list.query({ limit: 1 }),
    client.api.badges.list.query(),
  ]);
  say("one batch brought lessons and badges:", items.length === 1 && badges.items.length > 0);
  const { id, next } = await client.api.session.start.mutate({ id: newId(), mode: "lesson", lessonId: items[0].id });
  let heard;
  const news = new Promise((hear) => { heard = hear; });
  const stop = followEvents(client, { url: "${url}", onEvent: heard });
  await later(2_000);
  const attempt = {
    id: newId(), exerciseId: next.id, revision: next.revision, sittingId: id, response: { kind: "skip" },
    answeredAt: new Date().toISOString(), timeZone: "Africa/Kigali",
  };
  const receipt = await client.api.attempts.submit.mutate(attempt);
  const again = await client.api.attempts.submit.mutate(attempt);
  say("a repeat has the first receipt:", JSON.stringify(again) === JSON.stringify(receipt));
  const found = await client.api.lessons.search.query({ text: "café ☕" });
  say("signs beyond ASCII arrive:", found.items.length === 0);
  const refusal = await client.api.lessons.list.query({ limit: 1000 }).catch((error) => error);
  say("a refusal says why:", isErrorCode(refusal, "INPUT_INVALID") && refusal.data.issues[0].params.max === 100);
  const control = new AbortController();
  const ended = failed(client.api.lessons.list.query({ limit: 2 }, { signal: control.signal }));
  control.abort();
  say("a call is given up at once:", (await ended) === "no answer");
  const mute = createClient({ url: "http://silent", timeoutMs: 300 });
  say("a server that is silent is given up in time:", (await failed(mute.api.badges.list.query())) === "no answer");
  const away = createClient({ url: "http://localhost:9" });
  say("a server that is away is told of:", (await failed(away.api.badges.list.query())) === "no answer");
  say("news are heard by asking:", (await news).attemptId === attempt.id);
  stop();
}

walk().then(() => globalThis.tell("done", ""), (error) => globalThis.tell("done", String(error?.stack ?? error)));
`;
