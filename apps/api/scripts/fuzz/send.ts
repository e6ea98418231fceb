import { Agent, request } from "node:http";
import { connect } from "node:net";
import type { Sent } from "./make-request.ts";
import { pick, type Random } from "./values.ts";

/** Longer than any answer may take; a stream is left as soon as it has begun. */
const WITHIN_MS = 15_000;

export interface Got {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** `null` when the connection ended without an answer. */
export function send(url: string, { method, path, headers, body }: Sent): Promise<Got | null> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const sending = request(
      {
        hostname,
        port,
        method,
        path,
        agent,
        timeout: WITHIN_MS,
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
      },
      (answer) => {
        const chunks: Buffer[] = [];
        const got = () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body: Buffer.concat(chunks).toString(),
          });
        const isStream = String(answer.headers["content-type"]).startsWith("text/event-stream");
        answer.on("data", (chunk: Buffer) => {
          chunks.push(chunk);
          if (isStream) sending.destroy();
        });
        answer.on("end", got);
        answer.on("close", got);
        answer.on("error", got);
      },
    );
    sending.on("timeout", () => sending.destroy());
    sending.on("error", () => resolve(null));
    sending.end(body);
  });
}

const RAW: readonly ((random: Random) => string)[] = [
  () => "GET / HTTP/9.9\r\n\r\n",
  () => "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
  () => "GET /health HTTP/1.1\r\n\r\n",
  () => "GET /health HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n",
  () => "POST /trpc/auth.login HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\nabcde",
  () => "POST /trpc/auth.login HTTP/1.1\r\nhost: x\r\ncontent-length: -1\r\n\r\n",
  () =>
    "POST /trpc/auth.login HTTP/1.1\r\nhost: x\r\ncontent-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n",
  () =>
    "POST /trpc/auth.login HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
  () => `GET /health HTTP/1.1\r\nhost: x\r\nx: ${"a".repeat(20_000)}\r\n\r\n`,
  () => `GET /${"a".repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
  () => "GET /health HTTP/1.1\r\nhost: x\r\nx: a\x00b\r\n\r\n",
  () => "GET /trpc/me.get HTTP/1.1\r\nhost: x\r\nauthorization: Bearer \xff\xfe\r\nconnection: close\r\n\r\n",
  () => "CONNECT evil.example:80 HTTP/1.1\r\nhost: x\r\n\r\n",
  () => "GET http://evil.example/ HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
  () => "GET * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
  () => "GET /health HTTP/1.1\r\nhost: x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
  (random) => Array.from({ length: 200 }, () => String.fromCharCode(Math.floor(random() * 256))).join(""),
];

/** What no HTTP client would send, as bytes; `null` when the server hung up without a word. */
export function sendRaw(url: string, random: Random): Promise<Got | null> {
  const { hostname, port } = new URL(url);
  const text = pick(random, RAW)(random);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let heard = "";
    socket.on("data", (chunk: Buffer) => {
      heard += chunk.toString();
      // The rest of a request that was cut off is waited for by the server, not by us.
      socket.end();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => {
      const [, status] = /^HTTP\/1\.1 (\d{3})/.exec(heard) ?? [];
      resolve(status === undefined ? null : { status: Number(status), headers: {}, body: heard });
    });
    socket.write(Buffer.from(text, "latin1"));
    setTimeout(() => socket.destroy(), 1_000);
  });
}
