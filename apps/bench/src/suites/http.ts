import type { Table } from "../report/table.ts";
import type { HttpPart, Suite, SuiteOptions } from "../suite.ts";
import { measureLogins } from "./http/logins.ts";
import { measureMixed } from "./http/mixed.ts";
import { measureOverload } from "./http/overload.ts";
import { startServers } from "./http/servers.ts";
import { buildStand } from "./http/stand.ts";
import { loadServers, measureStarts, startTable } from "./http/starting.ts";
import { measureThroughput } from "./http/throughput.ts";

/** The server as its clients meet it, beside its peers on the same data. */
export const http: Suite = {
  name: "http",
  async run(options: SuiteOptions): Promise<Table[]> {
    const stand = await buildStand(options);
    try {
      const wants = (part: HttpPart) => options.only === null || options.only === part;
      const starts = wants("start") ? await measureStarts(stand, options) : null;
      const servers = await startServers(stand);
      try {
        const tables: Table[] = [];
        if (wants("requests")) tables.push(...(await measureThroughput(stand, servers, options)));
        if (starts !== null) {
          await loadServers(stand, servers, options);
          tables.push(startTable(starts, servers));
        }
        if (wants("mixed")) tables.push(await measureMixed(stand, servers, options));
        if (wants("overload")) tables.push(await measureOverload(stand, servers, options));
        if (wants("logins")) tables.push(await measureLogins(stand, servers, options));
        return tables;
      } finally {
        await servers.stop();
      }
    } finally {
      await stand.stop();
    }
  },
};
