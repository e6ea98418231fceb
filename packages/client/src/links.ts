import { type HTTPHeaders, retryLink, type TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { isErrorCode, readError } from "./read-error.ts";
import type { SessionKeeper } from "./session-keeper.ts";
import type { AppRouter } from "./types.ts";

const TRIES = 4;
const FIRST_PAUSE_MS = 250;

/** Mutations whose ids the client makes: the server knows a repeat, so sending again is harmless. */
const REPEATABLE = new Set(["attempts.submit", "session.start", "session.finish"]);

function isWorthRepeating(error: TRPCClientError<AppRouter>): boolean {
  if (error.cause?.name === "AbortError") return false;
  const known = readError(error);
  return known === null || known.code === "UNAVAILABLE" || known.code === "OVERLOADED";
}

/** Sends again what got no answer, with growing pauses of random length, if a repeat can do no harm. */
export const repeatLink: TRPCLink<AppRouter> = retryLink<AppRouter>({
  retry: ({ op, error, attempts }) =>
    attempts < TRIES &&
    (op.type === "query" || REPEATABLE.has(op.path)) &&
    op.signal?.aborted !== true &&
    isWorthRepeating(error),
  retryDelayMs: (attempt) => Math.random() * FIRST_PAUSE_MS * 2 ** attempt,
});

/** After a refusal for want of a valid token: renews it and sends the call once more. */
export function renewLink(keeper: SessionKeeper): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        let inner = next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error(error) {
            if (!isErrorCode(error, "UNAUTHENTICATED")) {
              observer.error(error);
              return;
            }
            keeper.renew().then(
              (user) => {
                if (user === null) observer.error(error);
                else inner = next(op).subscribe(observer);
              },
              () => observer.error(error),
            );
          },
        });
        return () => inner.unsubscribe();
      });
}

/** The headers of a call: its token, if somebody is signed in. */
export async function headersOf(keeper: SessionKeeper): Promise<HTTPHeaders> {
  const token = await keeper.token();
  return token === null ? {} : { authorization: `Bearer ${token}` };
}
