import { connect, createServer, type Server, type Socket } from "node:net";

/** A port on loopback that stays the same while what stands behind it comes and goes. */
export interface Door {
  readonly port: number;
  /** From now on connections are led to this port. */
  open(behind: number): Promise<void>;
  /** Whoever came through is cut off, and whoever knocks is refused. */
  shut(): Promise<void>;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
}

/** A door that is shut, and for whose port nobody else is asked. */
export async function makeDoor(): Promise<Door> {
  const sockets = new Set<Socket>();
  let server: Server | null = createServer();
  const port = await listen(server, 0);
  const shut = async () => {
    const closing = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    if (closing !== null) await new Promise((resolve) => closing.close(resolve));
  };
  await shut();
  return {
    port,
    shut,
    async open(behind) {
      server = createServer((inside) => {
        const outside = connect(behind, "127.0.0.1");
        const pair = [inside, outside] as const;
        for (const socket of pair) {
          sockets.add(socket);
          socket.on("error", () => undefined);
          socket.on("close", () => {
            sockets.delete(socket);
            for (const other of pair) other.destroy();
          });
        }
        inside.pipe(outside).pipe(inside);
      });
      await listen(server, port);
    },
  };
}
