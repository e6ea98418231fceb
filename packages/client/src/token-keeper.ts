import { OtherLearnerError, type SessionKeeper } from "./session-keeper.ts";
import type { User } from "./types.ts";

const refuse = () => Promise.reject(new TypeError("a client with a token of its own has no session"));

/** In place of a session: a token for programs, which nothing renews. @param findUser who gave it */
export function createTokenKeeper(token: string, findUser: () => Promise<User>): SessionKeeper {
  const lasting = new AbortController().signal;
  let giver: Promise<User> | null = null;
  /** Asked for once; where it cannot be known now, again the next time. */
  const findGiver = () => {
    giver ??= findUser();
    giver.catch(() => {
      giver = null;
    });
    return giver;
  };
  return {
    enter: refuse,
    async token(learnerId) {
      if (learnerId !== undefined && learnerId !== (await findGiver()).id) {
        throw new OtherLearnerError("the token is of another learner than the one whose call this is");
      }
      return token;
    },
    renew: findUser,
    replace: () => Promise.resolve(false),
    signOut: refuse,
    signal: () => lasting,
  };
}
