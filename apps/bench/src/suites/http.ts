import type { Table } from "../report/table.ts";
import type { Suite, SuiteOptions } from "../suite.ts";
import { measureGrowth } from "./http/growth.ts";
import { measureLogins } from "./http/logins.ts";
import { measureMixed } from "./http/mixed.ts";
import { startServers } from "./http/servers.ts";
import { buildStand } from "./http/stand.ts";
import { measureStarts, startTable } from "./http/starting.ts";
import { measureThroughput } from "./http/throughput.ts";

/** The server as its clients meet it, beside its peers on the same data. */
export const http: Suite = {
  name: "http",
  async run(options: SuiteOptions): Promise<Table[]> {
    const stand = await buildStand(options);
    try {
      const starts = await measureStarts(stand, options);
      const servers = await startServers(stand);
      try {
        const throughput = await measureThroughput(stand, servers, options);
        const memory = startTable(starts, servers);
        const mixed = await measureMixed(stand, servers, options);
        const logins = await measureLogins(stand, servers, options);
        const growth = await measureGrowth(stand, options);
        return [...throughput, mixed, logins, growth, memory];
      } finally {
        await servers.stop();
      }
    } finally {
      await stand.stop();
    }
  },
};
