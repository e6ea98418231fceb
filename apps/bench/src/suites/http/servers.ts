import { plainCommand, productCommand, staticCommand } from "../../servers/product.ts";
import { type ServerProcess, startServerProcess } from "../../servers/server-process.ts";
import { type Stand, writeAnswers } from "./stand.ts";
import { verifyPeers } from "./verify.ts";

export interface Servers {
  readonly product: ServerProcess;
  readonly plain: ServerProcess;
  readonly constant: ServerProcess;
  stop(): Promise<void>;
}

/** Starts all peers and checks that they answer the same. */
export async function startServers(stand: Stand): Promise<Servers> {
  const started: ServerProcess[] = [];
  const stop = async () => {
    for (const server of started) await server.stop();
  };
  const start = async (command: Parameters<typeof startServerProcess>[0]) => {
    const server = await startServerProcess(command);
    started.push(server);
    return server;
  };
  try {
    const product = await start(productCommand(stand.settings));
    const plain = await start(plainCommand(stand.settings));
    const answers = await verifyPeers(stand, product, plain);
    const constant = await start(staticCommand(writeAnswers(stand, answers)));
    return { product, plain, constant, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
