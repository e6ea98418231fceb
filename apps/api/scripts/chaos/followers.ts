import { setTimeout as sleep } from "node:timers/promises";
import { query } from "./learners.ts";
import type { Api } from "./stage/api.ts";
import type { Witness } from "./witness.ts";

/** A device that follows a learner's log, and the ids of the lines that it has had, in their order. */
export interface Follower {
  readonly how: "pulled" | "streamed";
  readonly learner: number;
  readonly ids: readonly string[];
}

interface Line {
  readonly seq: number;
  readonly id: string | null;
}

interface Following {
  readonly apis: readonly Api[];
  readonly tokens: readonly string[];
  readonly witness: Witness;
  readonly signal: AbortSignal;
}

const PAUSE_MS = 200;
/** Beyond this a stream that says nothing has died; the server says something each fifteen seconds. */
const STREAM_WITHIN_MS = 20_000;

/** Takes lines that must be the next ones: the first that is not tells of a gap or a repeat. */
function follower(how: Follower["how"], learner: number, { offences }: Witness) {
  const ids: string[] = [];
  const take = ({ seq, id }: Line) => {
    if (seq !== ids.length + 1) offences.push(`${how}: ${seq} came after ${ids.length}`);
    ids.push(id ?? "");
  };
  return { how, learner, ids, take };
}

/** Asks for what is new, over and over, now here and now there. */
function pull({ apis, tokens, witness, signal }: Following, learner: number): Follower {
  const own = follower("pulled", learner, witness);
  void (async () => {
    for (let turn = 0; !signal.aborted; turn += 1) {
      const api = apis[turn % apis.length] as Api;
      const input = { after: own.ids.length, limit: 50 };
      const answer = await query<{ entries: Line[] }>(
        api.url,
        "sync.pull",
        tokens[learner] ?? "",
        input,
      ).catch(() => null);
      for (const line of answer?.entries ?? []) own.take(line);
      await sleep(PAUSE_MS);
    }
  })();
  return own;
}

/** Listens, and after each end of the stream comes back with the last event's id, now here and now there. */
function stream({ apis, tokens, witness, signal }: Following, learner: number): Follower {
  const own = follower("streamed", learner, witness);
  const listen = async (api: Api) => {
    const silence = new AbortController();
    const timer = setTimeout(() => silence.abort(), STREAM_WITHIN_MS);
    try {
      const response = await fetch(`${api.url}/trpc/events.stream?input=%7B%22after%22%3A0%7D`, {
        headers: {
          accept: "text/event-stream",
          authorization: `Bearer ${tokens[learner] ?? ""}`,
          ...(own.ids.length > 0 && { "last-event-id": String(own.ids.length) }),
        },
        signal: AbortSignal.any([signal, silence.signal]),
      });
      let text = "";
      for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        timer.refresh();
        witness.look(chunk);
        const blocks = (text + chunk).split("\n\n");
        text = blocks.pop() ?? "";
        for (const block of blocks) {
          if (/^event: /m.test(block)) continue;
          const [, data] = /^data: (.*)$/m.exec(block) ?? [];
          const line = data === undefined ? null : (JSON.parse(data) as Line & { type?: string });
          if (line?.type === "attempt") own.take(line);
        }
      }
    } finally {
      clearTimeout(timer);
    }
  };
  void (async () => {
    for (let turn = 0; !signal.aborted; turn += 1) {
      await listen(apis[turn % apis.length] as Api).catch(() => undefined);
      await sleep(PAUSE_MS);
    }
  })();
  return own;
}

/** The first learners' logs are pulled and streamed until the signal. */
export function follow(following: Following, learners: number): Follower[] {
  return Array.from({ length: learners }, (_, learner) => [
    pull(following, learner),
    stream(following, learner),
  ]).flat();
}
