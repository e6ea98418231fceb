import { openSql } from "../../data/cluster.ts";
import { createOriginalTables, hasOriginalStack, originalCommand } from "../../servers/original.ts";
import { plainCommand, productCommand, staticCommand } from "../../servers/product.ts";
import { type ServerCommand, type ServerProcess, startServerProcess } from "../../servers/server-process.ts";
import { type Stand, writeAnswers } from "./stand.ts";
import { verifyOriginal, verifyPeers } from "./verify.ts";

export interface Servers {
  readonly product: ServerProcess;
  readonly plain: ServerProcess;
  readonly constant: ServerProcess;
  /** `null` where its packages are not there. */
  readonly original: ServerProcess | null;
  stop(): Promise<void>;
}

/** Starts all peers and checks that they answer the same. */
export async function startServers(stand: Stand): Promise<Servers> {
  const started: ServerProcess[] = [];
  const stop = async () => {
    for (const server of started) await server.stop();
  };
  const start = async (command: ServerCommand) => {
    const server = await startServerProcess(command);
    started.push(server);
    return server;
  };
  try {
    const product = await start(productCommand(stand.settings));
    const plain = await start(plainCommand(stand.settings));
    const answers = await verifyPeers(stand, product, plain);
    const constant = await start(staticCommand(writeAnswers(stand, answers)));
    const original = hasOriginalStack() ? await start(await prepareOriginal(stand)) : null;
    if (original !== null) await verifyOriginal(stand, original);
    return { product, plain, constant, original, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function prepareOriginal(stand: Stand): Promise<ServerCommand> {
  const sql = openSql(stand.cluster.url);
  await createOriginalTables(sql);
  await sql.end();
  return originalCommand(stand.settings);
}
