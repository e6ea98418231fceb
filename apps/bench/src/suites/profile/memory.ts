import { homesOf } from "../../profile/home.ts";
import { livingBytes, type MemoryState, type SeenHeap } from "../../profile/living.ts";
import { look, lookedAt } from "../../profile/look.ts";
import { short, type Table } from "../../report/table.ts";
import { productBundle, productCommand } from "../../servers/product.ts";
import { startServerProcess } from "../../servers/server-process.ts";
import type { SuiteOptions } from "../../suite.ts";
import type { Stand } from "../http/stand.ts";
import type { Subject } from "./subjects.ts";

const MIB = 2 ** 20;
/** Homes with less are among the rest. */
const LEAST_MIB = 0.5;

const mib = (bytes: number) => short(Math.round((10 * bytes) / MIB) / 10);

const usedIn = ({ spaces }: MemoryState, name: string) =>
  spaces.find(({ space_name }) => space_name === name)?.space_used_size ?? 0;

function residentTable({ before, after }: SeenHeap): Table {
  const spaces = before.spaces.filter(({ space_size }) => space_size > 0);
  const { rss, heapTotal, external } = before.memory;
  return {
    title: "What a server holds after work of every kind",
    columns: ["MiB", "resident", "in use", "in use after a collection"],
    rows: [
      ["all", mib(rss), "", mib(after.memory.rss)],
      ["Node, its libraries, stacks and threads", mib(rss - heapTotal - external), "", ""],
      ["outside of V8's heap: buffers, sources", mib(external), mib(external), mib(after.memory.external)],
      ...spaces.map(({ space_name, space_size, space_used_size }) => [
        `V8: ${space_name.replaceAll("_", " ")}`,
        mib(space_size),
        mib(space_used_size),
        mib(usedIn(after, space_name)),
      ]),
    ],
    notes: [
      "The row of Node is what the others leave; pages of V8 that were never touched count there as less.",
    ],
  };
}

function livingTable({ profile }: SeenHeap): Table {
  const { script, maps } = productBundle;
  const homes = [...livingBytes(profile, homesOf(script, maps))];
  const large = homes.filter(([, bytes]) => bytes >= LEAST_MIB * MIB);
  const rest = homes.slice(large.length).reduce((sum, [, bytes]) => sum + bytes, 0);
  return {
    title: "What lives in its heap, by who made it",
    columns: ["made by", "MiB"],
    rows: [...large, ["the rest", rest] as const].map(([home, bytes]) => [home, mib(bytes)]),
    notes: ["V8's sampling since the start, after everything was collected that nobody needs."],
  };
}

/** Gives a server all kinds of work and looks at what it holds then. */
export async function lookAtMemory(
  stand: Stand,
  subjects: readonly Subject[],
  { seconds, tell }: SuiteOptions,
): Promise<Table[]> {
  const { folder } = stand.cluster;
  tell(`memory: ${seconds} s of each work`);
  const server = await startServerProcess(lookedAt(productCommand(stand.settings), "heap", folder));
  try {
    const seen = await look<SeenHeap>(server, "heap", folder, async () => {
      for (const subject of subjects) await subject.run(server.port, seconds);
    });
    return [residentTable(seen), livingTable(seen)];
  } finally {
    await server.stop();
  }
}
