import type { Client } from "@fluentfusion/client";
import { CommandFailure } from "./command.ts";
import { issuesText } from "./issues-text.ts";

interface Refusal {
  readonly data?: {
    readonly code: string;
    readonly requestId: string;
    readonly issues: readonly { readonly path: readonly (string | number)[]; readonly message: string }[];
  };
}

/** Why the server opens no stream, or goes on with none. */
function tellRefusal({ data }: Refusal): string {
  if (data === undefined) return "The server opens no stream.";
  if (data.code === "UNAUTHENTICATED") return "You are not signed in: ff sign-in <email>";
  if (data.issues.length > 0) return issuesText(data.issues);
  return `${data.code} (request ${data.requestId})`;
}

/** The messages of a stream of server-sent events, as they come. */
async function* messagesOf(body: ReadableStream<Uint8Array>) {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    const blocks = `${rest}${decoder.decode(chunk, { stream: true })}`.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = block.split(/\r?\n/);
      const valueOf = (name: string) =>
        fields
          .find((field) => field.startsWith(`${name}:`))
          ?.slice(name.length + 1)
          .trim();
      yield { event: valueOf("event"), data: valueOf("data") };
    }
  }
}

/** Calls a procedure that answers bit by bit, until whoever looks on has seen enough or the server ends it. */
export async function follow(
  client: Client,
  address: { readonly url: string; readonly name: string; readonly input: unknown },
  show: (value: unknown) => void,
): Promise<void> {
  const token = await client.token();
  const query = new URLSearchParams({ input: JSON.stringify(address.input ?? {}) });
  const response = await fetch(`${address.url}/trpc/${address.name}?${query.toString()}`, {
    headers: {
      accept: "text/event-stream",
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    },
  });
  if (!response.ok || response.body === null) {
    const { error = {} } = (await response.json().catch(() => ({}))) as { error?: Refusal };
    throw new CommandFailure(tellRefusal(error));
  }
  for await (const { event, data } of messagesOf(response.body)) {
    // What has a name is about the stream itself: that it stands, that it is alive, that it failed.
    if (data === undefined) continue;
    if (event === "serialized-error") throw new CommandFailure(tellRefusal(JSON.parse(data) as Refusal));
    if (event === undefined) show(JSON.parse(data));
  }
}
