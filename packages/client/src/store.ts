import type { Client } from "./create-client.ts";
import { oneAtATime } from "./one-at-a-time.ts";
import { checkPacks, type Pack } from "./store-packs.ts";
import type { Change, StoreStorage } from "./store-storage.ts";
import type { RouterInputs, RouterOutputs } from "./types.ts";

export { indexedDbStorage } from "./store-indexeddb.ts";
export { PackRefusedError } from "./store-packs.ts";
export { type Change, memoryStorage, type StoreStorage } from "./store-storage.ts";

/** Something to tell the server: an answer, or that one is taken back. */
export type PushEvent = RouterInputs["sync"]["push"]["events"][number];
/** What the server said of one. */
export type PushResult = RouterOutputs["sync"]["push"]["results"][number];
export type LogEntry = RouterOutputs["sync"]["pull"]["entries"][number];
export type Course = Omit<RouterInputs["sync"]["pack"], "manifestHash" | "ids">;

/** The server's bounds: 50 events, and a body of 64 KiB with some room left. */
const EVENTS_PER_PUSH = 50;
const BYTES_PER_PUSH = 56_000;
const PACKS_PER_CALL = 10;
const ENTRIES_PER_PULL = 200;

/** What waits at the most: all that somebody answers in the five weeks that may lie between an answer and its arrival. */
const WAITING_MAX = 10_000;
/** Other tabs add to the queue, too, and send from it. */
const COUNTED_EVERY = 500;

const WAITING = "waiting/";
const RESULT = "result/";
const LOG = "log/";
const PACK = "pack/";
const CURSOR = "cursor";

/** What the server has said, as long as nobody has taken note of it. */
export interface Settled {
  readonly event: PushEvent;
  readonly result: PushResult;
}

/** What one learner has on one device. Everything in it outlasts a crash of the page at any point. */
export interface Store {
  /**
   * Once it resolves, the event is kept and will be sent, however often the page dies. Throws StoreFullError when 10,000 wait: it is
   * not kept then.
   */
  add(event: PushEvent): Promise<void>;
  /** What the server has not yet answered, oldest first. */
  waiting(): Promise<PushEvent[]>;
  /**
   * Sends all that waits, in pieces. An event leaves the queue in the same write that keeps its result. Throws when the
   * server cannot be reached, or another learner has signed in, and then nothing is lost: call it again.
   */
  push(): Promise<void>;
  /** Results that were not yet taken note of, oldest first: receipts, conflicts and refusals. */
  settled(): Promise<Settled[]>;
  /** Lets go of results that were shown or dealt with. */
  forget(ids: readonly string[]): Promise<void>;
  /** Brings what was stored of this learner since the last pull, by whichever device. */
  pull(): Promise<void>;
  /** The learner's log as far as it was pulled, in order. */
  log(): Promise<LogEntry[]>;
  /** Forgets the pulled log and brings it anew. What waits to be sent stays. */
  rebuild(): Promise<void>;
  /**
   * Keeps a course for use without a connection: what is new or changed is fetched and verified, what is gone is dropped.
   *
   * Cut off, it goes on where it was at the next call.
   *
   * @param lessonIds only these of its lessons; the lexicon always comes along
   * @param onKept after each part: how many packs of the course are kept, and how many there are
   */
  download(course: Course, lessonIds?: readonly string[], onKept?: OnKept): Promise<void>;
  /** Packs on this device: the text of a `LessonPack` each, or the `LexiconPack` under the id `lexicon`. */
  packs(): Promise<Pack[]>;
}

/** As much waits as a device keeps: nothing is added until something was sent. */
export class StoreFullError extends Error {
  override readonly name = "StoreFullError";
}

type OnKept = (kept: number, of: number) => void;

function sizeOf(event: PushEvent): number {
  return new TextEncoder().encode(JSON.stringify(event)).length + 1;
}

/** As many as one call takes, and always one. */
function firstOf(events: readonly PushEvent[]): PushEvent[] {
  let bytes = 0;
  const end = events.findIndex((event, index) => {
    bytes += sizeOf(event);
    return index > 0 && bytes > BYTES_PER_PUSH;
  });
  return events.slice(0, end === -1 ? events.length : end);
}

/** Numbers as text in their own order. */
const inOrder = (seq: number) => String(seq).padStart(16, "0");

const valuesOf = <T>(entries: readonly (readonly [string, unknown])[]) =>
  entries.map(([, value]) => value as T);

/**
 * Opens what a learner has on this device. Its calls go out while that learner is signed in, and never as somebody else's.
 *
 * @param storage of this learner alone: `indexedDbStorage(`fluentfusion:${user.id}`)` in a browser
 * @param learnerId `user.id`
 */
export function openStore(client: Pick<Client, "api">, storage: StoreStorage, learnerId: string): Store {
  let pushing: Promise<void> | null = null;
  const own = { context: { learnerId } };

  const waiting = async (limit?: number) => valuesOf<PushEvent>(await storage.list(WAITING, limit));

  /** How many may be added before what waits is counted again. */
  let room = 0;
  const makeRoom = async ({ id }: PushEvent) => {
    if (room > 0) return;
    const free = WAITING_MAX - (await storage.list(WAITING, WAITING_MAX)).length;
    // One that waits already takes no more room.
    if (free === 0 && (await storage.get(WAITING + id)) === undefined) {
      throw new StoreFullError(`${WAITING_MAX} events wait to be sent`);
    }
    room = Math.min(free, COUNTED_EVERY);
  };

  const pushAll = async () => {
    for (;;) {
      const events = firstOf(await waiting(EVENTS_PER_PUSH));
      if (events.length === 0) return;
      const { results } = await client.api.sync.push.mutate({ events }, own);
      const changes = events.flatMap((event, index): Change[] => {
        const result = results[index];
        if (result === undefined) return [];
        const settled: Settled = { event, result };
        return [
          [WAITING + event.id, undefined],
          [RESULT + event.id, settled],
        ];
      });
      if (changes.length === 0) throw new Error("the server said nothing of what was sent");
      await storage.write(changes);
    }
  };

  const pull = async () => {
    for (;;) {
      const after = ((await storage.get(CURSOR)) as number | undefined) ?? 0;
      const page = await client.api.sync.pull.query({ after, limit: ENTRIES_PER_PULL }, own);
      const stale = page.reset ? await storage.list(LOG) : [];
      await storage.write([
        ...stale.map(([key]): Change => [key, undefined]),
        ...page.entries.map((entry): Change => [LOG + inOrder(entry.seq), entry]),
        [CURSOR, page.cursor],
      ]);
      if (!page.more) return;
    }
  };

  const download: Store["download"] = async (course, lessonIds, onKept) => {
    const { manifest } = await client.api.sync.pack.query(course, own);
    const wanted = (manifest ?? []).filter(
      ({ id }) => id === "lexicon" || lessonIds === undefined || lessonIds.includes(id),
    );
    const kept = new Map((await storage.list(PACK)).map(([place, pack]) => [place, pack as Pack]));
    const lacking = wanted.filter(({ id, sha256 }) => kept.get(PACK + id)?.sha256 !== sha256);
    for (let start = 0; start < lacking.length; start += PACKS_PER_CALL) {
      onKept?.(wanted.length - lacking.length + start, wanted.length);
      const ids = lacking.slice(start, start + PACKS_PER_CALL).map(({ id }) => id);
      const { packs, key } = await client.api.sync.pack.query({ ...course, ids }, own);
      await checkPacks(packs, key);
      await storage.write(packs.map((pack): Change => [PACK + pack.id, pack]));
    }
    const places = new Set(wanted.map(({ id }) => PACK + id));
    const gone = [...kept.keys()].filter((place) => !places.has(place));
    await storage.write(gone.map((place): Change => [place, undefined]));
  };

  return {
    async add(event) {
      await makeRoom(event);
      room -= 1;
      await storage.write([[WAITING + event.id, event]]);
    },
    waiting: () => waiting(),
    push: () =>
      (pushing ??= oneAtATime("fluentfusion:push", pushAll).finally(() => {
        pushing = null;
      })),
    settled: async () => valuesOf<Settled>(await storage.list(RESULT)),
    forget: (ids) => storage.write(ids.map((id): Change => [RESULT + id, undefined])),
    pull,
    log: async () => valuesOf<LogEntry>(await storage.list(LOG)),
    async rebuild() {
      const entries = await storage.list(LOG);
      await storage.write([...entries.map(([key]): Change => [key, undefined]), [CURSOR, undefined]]);
      await pull();
    },
    download,
    packs: async () => valuesOf<Pack>(await storage.list(PACK)),
  };
}
