import { connect, type Socket } from "node:net";

const HEAD_END = "\r\n\r\n";

export interface Connection {
  /** Sends one request and gives the status of its answer, read to the end. One at a time. */
  send(request: string, onAnswer: (status: number) => void): void;
  close(): void;
}

/** Status and length of the body, of an answer whose head is whole. */
export function readHead(head: string): { status: number; length: number } {
  const status = Number(head.slice(9, 12));
  if (status === 204 || status === 304) return { status, length: 0 };
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length === undefined) throw new Error("an answer without content-length cannot be counted");
  return { status, length: Number(length) };
}

/**
 * A keep-alive connection that reads of an answer only its status and where it ends: generator and server share the
 * machine, and what the generator takes is missing to the server.
 *
 * @param onError the connection broke; nothing more comes
 */
export async function openConnection(port: number, onError: (error: Error) => void): Promise<Connection> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opened = connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(opened));
    opened.once("error", reject);
  });
  let pending: Buffer | null = null;
  let missing = 0;
  let status = 0;
  let answered: ((status: number) => void) | null = null;
  let isClosed = false;

  const finish = () => {
    const tell = answered;
    answered = null;
    tell?.(status);
  };
  socket.on("data", (chunk: Buffer) => {
    if (missing > 0) {
      missing -= chunk.length;
      if (missing === 0) finish();
      return;
    }
    const all: Buffer = pending === null ? chunk : Buffer.concat([pending, chunk]);
    const end = all.indexOf(HEAD_END);
    if (end === -1) {
      pending = all;
      return;
    }
    pending = null;
    try {
      const head = readHead(all.toString("latin1", 0, end + 2));
      status = head.status;
      missing = head.length - (all.length - end - HEAD_END.length);
      if (missing === 0) finish();
    } catch (error) {
      socket.destroy(error as Error);
    }
  });
  socket.on("error", (error) => {
    if (!isClosed) onError(error);
  });
  socket.on("close", () => {
    if (!isClosed) onError(new Error("the server closed the connection"));
  });
  return {
    send(request, onAnswer) {
      answered = onAnswer;
      socket.write(request);
    },
    close() {
      isClosed = true;
      socket.destroy();
    },
  };
}
