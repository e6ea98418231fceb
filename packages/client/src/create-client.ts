import { LIMITS } from "@fluentfusion/core";
import { createTRPCClient, httpBatchLink, splitLink } from "@trpc/client";
import { abortLink, learnerOf, ownHeaders, renewLink, repeatLink, tokenHeaders } from "./links.ts";
import { patientFetch } from "./patient-fetch.ts";
import { createSessionKeeper, type SessionKeeper } from "./session-keeper.ts";
import { createTokenKeeper } from "./token-keeper.ts";
import { memoryTokenStore, type TokenStore } from "./token-store.ts";
import type { AppRouter, Procedures, RouterInputs, User } from "./types.ts";

/** A wait that a learner bears, on a network that needs a while. */
const TIMEOUT_MS = 15_000;

/** Half of what proxies commonly take; a batch of queries with a longer address is split. */
const URL_MAX_CHARS = 4096;

export interface ClientOptions {
  /** The API's address without `/trpc`; empty for the page's own origin. */
  readonly url: string;
  /**
   * Where the refresh token stays: `"cookie"` for browsers, where no script can read it, or a store of one's own.
   * Default: in memory.
   */
  readonly refresh?: "cookie" | TokenStore;
  /** Of a program, as `auth.createToken` has made it: it takes the place of a session, so that nobody signs in or out. */
  readonly token?: string;
  /** Told when the server has ended the session; not after `signOut`. */
  readonly onSignedOut?: () => void;
  /** Told when the server no longer serves this build of the client (CLIENT_TOO_OLD): offer a reload, or an update. */
  readonly onTooOld?: () => void;
  /** How long one request may take, in ms; default 15,000. A call of its own: `{ signal: AbortSignal.timeout(ms) }`. */
  readonly timeoutMs?: number;
}

/** The address without a slash at its end. */
function baseOf(url: string): string {
  if (!/^(https?:\/\/[^/]|\/|$)/i.test(url)) throw new TypeError("url must begin with http:// or https://");
  return url.replace(/\/+$/, "");
}

type WithoutTransport<T> = Omit<T, "refreshTransport">;

export interface Client {
  /** Every procedure, typed: `client.api.lessons.list.query({})`. */
  readonly api: Procedures;
  register(input: WithoutTransport<RouterInputs["auth"]["register"]>): Promise<User>;
  signIn(input: WithoutTransport<RouterInputs["auth"]["login"]>): Promise<User>;
  /** Begins without an account; `api.auth.claim` makes one of it later and keeps all progress. */
  startAsGuest(input: WithoutTransport<RouterInputs["auth"]["guest"]>): Promise<User>;
  /**
   * Takes up the session of an earlier run; `null` when there is none. Throws when the server cannot be reached. With `token`:
   * who gave it; throws UNAUTHENTICATED when it is no longer valid.
   */
  restore(): Promise<User | null>;
  /** A token for what this client does not send itself; `null` when nobody is signed in. */
  token(): Promise<string | null>;
  /**
   * Ends the session here at once, and on the server if it can be reached. Whoever else has signed in in another tab stays.
   *
   * @param userId whose session it is, `user.id`; unless said, of whoever is signed in by this client
   */
  signOut(userId?: string): Promise<void>;
}

/**
 * A client that keeps its session: it renews tokens before they end and once after a refusal, for any number of calls at
 * a time; splits batches at the server's limit; gives up on a dead connection; and repeats what can be repeated.
 */
export function createClient(options: ClientOptions): Client {
  const withCookie = options.refresh === "cookie";
  const store = options.refresh === "cookie" ? null : (options.refresh ?? memoryTokenStore());
  const refreshTransport = withCookie ? "cookie" : "body";
  const transport = {
    url: `${baseOf(options.url)}/trpc`,
    maxItems: LIMITS.batchMax,
    maxURLLength: URL_MAX_CHARS,
    fetch: patientFetch({
      timeoutMs: options.timeoutMs ?? TIMEOUT_MS,
      withCookies: withCookie,
      onTooOld: options.onTooOld ?? (() => undefined),
    }),
  };
  const bare = createTRPCClient<AppRouter>({
    links: [repeatLink, httpBatchLink({ ...transport, headers: ownHeaders, maxItems: 1 })],
  });
  const keeper: SessionKeeper =
    options.token === undefined
      ? createSessionKeeper({
          auth: bare.auth,
          store,
          onSignedOut: options.onSignedOut ?? (() => undefined),
          lockName: `fluentfusion:${options.url}`,
        })
      : createTokenKeeper(options.token, () => api.me.get.query());
  const sent = new WeakMap<object, string | null>();
  const headers = tokenHeaders(keeper, sent);
  const api = createTRPCClient<AppRouter>({
    links: [
      abortLink(keeper),
      renewLink(keeper, sent),
      repeatLink,
      splitLink({
        // The server takes what changes a sign-in alone; what is one learner's may be refused, and others must not be with it.
        condition: ({ type, path, context }) =>
          (type === "mutation" && path.startsWith("auth.")) || learnerOf(context) !== undefined,
        true: httpBatchLink({ ...transport, headers, maxItems: 1 }),
        false: httpBatchLink({ ...transport, headers }),
      }),
    ],
  });
  return {
    api,
    register: (input) => keeper.enter(() => bare.auth.register.mutate({ ...input, refreshTransport })),
    signIn: (input) => keeper.enter(() => bare.auth.login.mutate({ ...input, refreshTransport })),
    startAsGuest: (input) => keeper.enter(() => bare.auth.guest.mutate({ ...input, refreshTransport })),
    restore: () => keeper.renew(),
    token: () => keeper.token(),
    signOut: (userId) => keeper.signOut(userId),
  };
}
