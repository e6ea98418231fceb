import { connect, createServer, type Server, type Socket } from "node:net";

/** A port that stays the same while what stands behind it comes and goes. */
export interface Door {
  readonly port: number;
  lead(port: number): void;
  close(): void;
}

export async function openDoor(): Promise<Door> {
  let behind = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((inside) => {
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
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    lead(port) {
      behind = port;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
