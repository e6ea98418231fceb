import { CONTRACT_HEADER } from "@fluentfusion/contract/version";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

type Listener = (request: string) => void | Promise<void>;

export interface Wire {
  readonly url: string;
  /** `GET /trpc/me.get,me.get`, in the order of arrival. */
  readonly requests: readonly string[];
  /** The bodies of refreshes. */
  readonly refreshes: readonly string[];
  /** This many answers get lost on the way back, from now on. */
  loseAnswers(count: number): void;
  /** From now on an answer begins and never ends; `false` heals that. */
  stall(isStalled: boolean): void;
  /** From now on requests look as a client of that version of the contract would have sent them. */
  pretend(version: number): void;
  /** Runs before a request is handed on. */
  beforeEach(listener: Listener): void;
  /** Forgets what was seen and mends what was broken. */
  reset(): void;
  close(): Promise<void>;
}

/** Cookies of one browser at one origin: name to value. */
type Jar = Map<string, string>;

/** The wire between a client and `target`: it counts, loses, stalls, and keeps cookies as the browser at `origin` would. */
export async function startWire(target: string, origin: string): Promise<Wire> {
  const requests: string[] = [];
  const refreshes: string[] = [];
  const jar: Jar = new Map();
  let toLose = 0;
  let isStalled = false;
  let before: Listener | null = null;
  let pretended: number | null = null;

  async function pass(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const request = `${req.method} ${req.url?.split("?", 1)[0]}`;
    requests.push(request);
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(Buffer.from(chunk as Uint8Array));
    const body = Buffer.concat(chunks);
    if (request.includes("auth.refresh")) refreshes.push(body.toString());
    await before?.(request);
    const headers = new Headers({ origin });
    for (const name of ["content-type", "authorization", CONTRACT_HEADER] as const) {
      const value = req.headers[name];
      if (typeof value === "string") headers.set(name, value);
    }
    if (pretended !== null) headers.set(CONTRACT_HEADER, String(pretended));
    headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const method = req.method ?? "GET";
    const answer = await fetch(`${target}${req.url}`, {
      method,
      headers,
      ...(method === "GET" ? {} : { body }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      jar.set(name, value);
    }
    const text = await answer.text();
    if (toLose > 0) {
      toLose -= 1;
      req.socket.destroy();
      return;
    }
    res.writeHead(answer.status, { "content-type": "application/json" });
    if (isStalled) res.write(text.slice(0, 5));
    else res.end(text);
  }

  const server = createServer((req, res) => {
    pass(req, res).catch(() => req.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`,
    requests,
    refreshes,
    loseAnswers(count) {
      toLose = count;
    },
    stall(value) {
      isStalled = value;
    },
    pretend(version) {
      pretended = version;
    },
    beforeEach(listener) {
      before = listener;
    },
    reset() {
      requests.length = 0;
      refreshes.length = 0;
      jar.clear();
      toLose = 0;
      isStalled = false;
      before = null;
      pretended = null;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
