import type { SessionKeeper } from "./session-keeper.ts";
import type { User } from "./types.ts";

const refuse = () => Promise.reject(new TypeError("a client with a token of its own has no session"));

/** In place of a session: a token for programs, which nothing renews. @param findUser who gave it */
export function createTokenKeeper(token: string, findUser: () => Promise<User>): SessionKeeper {
  const lasting = new AbortController().signal;
  return {
    enter: refuse,
    token: () => Promise.resolve(token),
    renew: findUser,
    replace: () => Promise.resolve(false),
    refreshToken: refuse,
    leave: refuse,
    signal: () => lasting,
  };
}
