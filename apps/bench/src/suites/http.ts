import type { Table } from "../report/table.ts";
import type { Suite, SuiteOptions } from "../suite.ts";
import { startServers } from "./http/servers.ts";
import { buildStand } from "./http/stand.ts";
import { measureThroughput } from "./http/throughput.ts";

/** The server as its clients meet it, beside its peers on the same data. */
export const http: Suite = {
  name: "http",
  async run(options: SuiteOptions): Promise<Table[]> {
    const stand = await buildStand(options);
    try {
      const servers = await startServers(stand);
      try {
        return await measureThroughput(stand, servers, options);
      } finally {
        await servers.stop();
      }
    } finally {
      await stand.stop();
    }
  },
};
