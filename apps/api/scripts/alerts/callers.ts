import { v7 as uuidV7 } from "uuid";
import { makeLearners } from "../chaos/learners.ts";

const WITHIN_MS = 15_000;
const PASSWORD = "seven planks over a river";
const ME = { userType: "tourist", targetLanguage: "kinyarwanda" };

/** Who does what the ordinary load does not. None of them throws for an answer that is a refusal, or that does not come. */
export interface Callers {
  /** Somebody new with an e-mail, to whom a mail is sent; gives the account's id. */
  readonly register: () => Promise<string>;
  /** With a wrong password, each time from another address. */
  readonly signIn: (email: string) => Promise<void>;
  readonly ask: (path: string, input: unknown) => Promise<void>;
  /** Has something of an account written down anew, of one account after another. */
  readonly change: () => Promise<void>;
}

async function tolerant(answering: Promise<Response>): Promise<void> {
  await answering.then((answer) => answer.arrayBuffer()).catch(() => undefined);
}

/** @param accounts whose things are changed */
export async function makeCallers(url: string, accounts: number): Promise<Callers> {
  let addresses = 0;
  let turn = 0;
  const call = (
    path: string,
    { token, body, input }: { token?: string; body?: unknown; input?: unknown },
  ) => {
    addresses += 1;
    const query = input === undefined ? "" : `?input=${encodeURIComponent(JSON.stringify(input))}`;
    return fetch(`${url}/trpc/${path}${query}`, {
      headers: {
        "x-forwarded-for": `11.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`,
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { method: "POST", body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(WITHIN_MS),
    });
  };
  const tokens = await makeLearners(url, accounts);
  const someone = () => {
    turn += 1;
    return tokens[turn % tokens.length] ?? "";
  };
  return {
    async register() {
      const name = uuidV7().slice(-12);
      const account = { username: `one ${name}`, email: `${name}@example.org`, password: PASSWORD };
      const answer = await call("auth.register", { body: { ...ME, ...account } });
      const { result } = (await answer.json()) as { result?: { data: { user: { id: string } } } };
      if (result === undefined) throw new Error(`nobody was registered: ${answer.status}`);
      return result.data.user.id;
    },
    signIn: (email) => tolerant(call("auth.login", { body: { email, password: "not this one" } })),
    ask: (path, input) => tolerant(call(path, { token: someone(), input })),
    change: () => tolerant(call("me.update", { token: someone(), body: { timeZone: "Africa/Kigali" } })),
  };
}
