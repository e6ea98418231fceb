import type { ErrorCode, User } from "@fluentfusion/contract";
import { useRef } from "react";
import { client } from "../../api.ts";
import { readError } from "../../app-error.ts";

/**
 * Makes an account by `make`. Where an answer was lost on the way, the account may be there already, and the server refuses
 * another by `refusal`: then it signs in.
 */
export function useSecondTry<Account extends Parameters<typeof client.signIn>[0]>(
  make: (account: Account) => Promise<User>,
  refusal: ErrorCode,
) {
  const isAnswerLost = useRef(false);
  return async (account: Account): Promise<User> => {
    try {
      return await make(account);
    } catch (error) {
      const { code } = readError(error);
      const mayBeOwn = code === refusal && isAnswerLost.current;
      isAnswerLost.current = code === "NETWORK" || mayBeOwn;
      if (!mayBeOwn) throw error;
      const { email, password } = account;
      // Somebody else's account does not open by this password, and is told as what it is.
      return client.signIn({ email, password }).catch(() => Promise.reject(error));
    }
  };
}
