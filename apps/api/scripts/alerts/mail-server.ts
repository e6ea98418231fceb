import { createServer, type Server, type Socket } from "node:net";

/** A mail server that takes what it is given, as far as SMTP needs one (RFC 5321), on a port that stays its own while it is away. */
export interface MailServer {
  readonly url: string;
  open(): Promise<void>;
  shut(): Promise<void>;
}

/** @param refusal what is said to a command in place of taking it */
function serve(socket: Socket, refusal: (command: string) => string | null): void {
  let isData = false;
  let rest = "";
  const say = (line: string) => socket.write(`${line}\r\n`);
  socket.on("error", () => undefined);
  socket.setEncoding("utf8").on("data", (text: string) => {
    const lines = (rest + text).split("\r\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      if (isData && line !== ".") continue;
      const refused = refusal(line);
      if (refused !== null) {
        isData = false;
        say(refused);
      } else if (isData) {
        isData = false;
        say("250 taken");
      } else if (/^DATA$/i.test(line)) {
        isData = true;
        say("354 go on");
      } else if (/^QUIT$/i.test(line)) {
        say("221 bye");
        socket.end();
      } else say("250 fine");
    }
  });
  say("220 a mail server");
}

export async function startMailServer(
  port: number,
  refusal: (command: string) => string | null = () => null,
): Promise<MailServer> {
  let server: Server | null = null;
  const sockets = new Set<Socket>();
  const open = async () => {
    const opened = createServer((socket) => {
      sockets.add(socket);
      socket.once("close", () => sockets.delete(socket));
      serve(socket, refusal);
    });
    server = opened;
    await new Promise<void>((resolve, reject) => {
      opened.once("error", reject);
      opened.listen(port, "127.0.0.1", resolve);
    });
  };
  await open();
  return {
    url: `smtp://127.0.0.1:${port}`,
    open,
    async shut() {
      const closing = server;
      server = null;
      for (const socket of sockets) socket.destroy();
      if (closing !== null) await new Promise((resolve) => closing.close(resolve));
    },
  };
}
