import { type Operation, TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable, type Unsubscribable } from "@trpc/server/observable";
import { isErrorCode, readError } from "./read-error.ts";
import { OtherLearnerError, type SessionKeeper } from "./session-keeper.ts";
import type { AppRouter, ProcedureName } from "./types.ts";

const TRIES = 4;
const FIRST_PAUSE_MS = 250;

/** Nobody in front of a page waits longer than this for a call to be sent again. */
const PAUSE_MAX_MS = 5_000;

/**
 * How often a mutation may be sent in all. The server knows these when they come again, by an id that the client made; a
 * refresh token gets the same successor for a minute, and one repeat heals a lost answer without holding up an app that
 * starts offline.
 */
const MUTATION_TRIES: ReadonlyMap<string, number> = new Map<ProcedureName, number>([
  ["attempts.submit", TRIES],
  ["sync.push", TRIES],
  ["session.start", TRIES],
  ["session.finish", TRIES],
  ["placement.start", TRIES],
  ["placement.answer", TRIES],
  ["placement.contest", TRIES],
  ["auth.refresh", 2],
]);

const triesOf = ({ type, path }: Operation) => (type === "query" ? TRIES : (MUTATION_TRIES.get(path) ?? 1));

/** How long the server wants to be left alone; it spreads that itself, so that clients do not return together. */
function askedPauseMs(error: TRPCClientError<AppRouter>): number {
  const known = readError(error);
  const asked = known !== null && "retryAfterMs" in known.params ? known.params.retryAfterMs : 0;
  return typeof asked === "number" ? asked : 0;
}

function isWorthRepeating(error: TRPCClientError<AppRouter>): boolean {
  const known = readError(error);
  // A whole answer that is no JSON, such as a page, comes from something else at this address.
  if (known === null)
    return !(error.cause instanceof SyntaxError || error.cause instanceof OtherLearnerError);
  if (known.code === "RATE_LIMITED") return askedPauseMs(error) <= PAUSE_MAX_MS;
  return known.code === "UNAVAILABLE" || known.code === "OVERLOADED";
}

/** Of random length, growing, and no shorter than the server asks for. */
function pauseMs(attempt: number, error: TRPCClientError<AppRouter>): number {
  const own = Math.random() * FIRST_PAUSE_MS * 2 ** attempt;
  return Math.max(own, Math.min(askedPauseMs(error), PAUSE_MAX_MS));
}

/** Sends again, after a pause, what got no answer or was refused for the moment, if a repeat can do no harm. */
export const repeatLink: TRPCLink<AppRouter> =
  () =>
  ({ op, next }) =>
    observable((observer) => {
      let inner: Unsubscribable | undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      /** A request that is given up ends with an error, too, and that one is told late. */
      let isOver = false;
      const send = (attempt: number) => {
        inner = next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error(error) {
            if (isOver) return;
            if (attempt >= triesOf(op) || !isWorthRepeating(error)) observer.error(error);
            else timer = setTimeout(send, pauseMs(attempt, error), attempt + 1);
          },
        });
      };
      send(1);
      return () => {
        isOver = true;
        clearTimeout(timer);
        inner?.unsubscribe();
      };
    });

/**
 * Ends a call at once when its caller gives it up, even while others of its batch go on, and when somebody signs in
 * after the session that it began in: a repeat would go out in their name.
 */
export function abortLink(keeper: SessionKeeper): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const signals = [keeper.signal(), ...(op.signal ? [op.signal] : [])];
        const giveUp = ({ reason }: AbortSignal) =>
          observer.error(TRPCClientError.from(reason instanceof Error ? reason : new Error("Aborted")));
        const aborted = signals.find((signal) => signal.aborted);
        if (aborted !== undefined) {
          giveUp(aborted);
          return;
        }
        const inner = next(op).subscribe(observer);
        const stops = signals.map((signal) => {
          const listener = () => {
            giveUp(signal);
            inner.unsubscribe();
          };
          signal.addEventListener("abort", listener);
          return () => signal.removeEventListener("abort", listener);
        });
        return () => {
          for (const stop of stops) stop();
          inner.unsubscribe();
        };
      });
}

/** The token that each call went out with. */
type SentTokens = WeakMap<Operation["context"], string | null>;

/** After a refusal for want of a valid token: gets another one and sends the call once more. */
export function renewLink(keeper: SessionKeeper, sent: SentTokens): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let isOver = false;
        let inner = next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error(error) {
            if (!isErrorCode(error, "UNAUTHENTICATED")) {
              observer.error(error);
              return;
            }
            keeper.replace(sent.get(op.context) ?? null).then(
              (isReplaced) => {
                if (isOver) return;
                if (isReplaced) inner = next(op).subscribe(observer);
                else observer.error(error);
              },
              () => observer.error(error),
            );
          },
        });
        return () => {
          isOver = true;
          inner.unsubscribe();
        };
      });
}

/** Whose a call is, if its context says so (`learnerId`): it goes out with their token only, and alone. */
export function learnerOf({ learnerId }: Operation["context"]): string | undefined {
  return typeof learnerId === "string" ? learnerId : undefined;
}

const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

/** The headers of a call that brings its token along, in its context (`accessToken`). */
export function ownHeaders({ opList }: { opList: readonly Operation[] }): Record<string, string> {
  const token = opList[0]?.context["accessToken"];
  return typeof token === "string" ? bearer(token) : {};
}

/** The headers of a batch: its token, if somebody is signed in, which is noted for each of its calls. */
export function tokenHeaders(keeper: SessionKeeper, sent: SentTokens) {
  return async ({ opList }: { opList: readonly Operation[] }): Promise<Record<string, string>> => {
    const [first] = opList;
    const token = await keeper.token(first && learnerOf(first.context));
    for (const { context } of opList) sent.set(context, token);
    return token === null ? {} : bearer(token);
  };
}
