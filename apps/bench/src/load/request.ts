/** What one connection sends next, as it goes over the wire. */
export type NextRequest = () => string;

/** Gives each connection its own stream of requests, so that no two share a learner. */
export type RequestSource = (connection: number, connections: number) => NextRequest;

export interface HttpRequest {
  readonly path: string;
  readonly token?: string;
  /** Sent as JSON with POST; without one the request is a GET. */
  readonly body?: unknown;
  /** As a proxy tells it. */
  readonly address?: string;
}

/** HTTP/1.1, kept alive. */
export function encodeRequest({ path, token, body, address }: HttpRequest): string {
  const headers = ["host: 127.0.0.1"];
  if (token !== undefined) headers.push(`authorization: Bearer ${token}`);
  if (address !== undefined) headers.push(`x-forwarded-for: ${address}`);
  if (body === undefined) return `GET ${path} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n`;
  const text = JSON.stringify(body);
  headers.push("content-type: application/json", `content-length: ${Buffer.byteLength(text)}`);
  return `POST ${path} HTTP/1.1\r\n${headers.join("\r\n")}\r\n\r\n${text}`;
}

/** One of each in turn; connections begin at different ones. */
export function inTurns(sources: readonly RequestSource[]): RequestSource {
  return (connection, connections) => {
    const nexts = sources.map((source) => source(connection, connections));
    let turn = connection;
    return () => {
      turn += 1;
      return nexts[turn % nexts.length]?.() ?? "";
    };
  };
}
