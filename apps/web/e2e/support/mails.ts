import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { vi } from "vitest";
import type { World } from "./world.ts";

/** The address in the newest mail to somebody that leads to a page. */
export async function mailedLink({ mails }: World, to: string, page: string): Promise<string> {
  return vi.waitFor(
    async () => {
      const names = await readdir(mails);
      const texts = await Promise.all(names.map((name) => readFile(join(mails, name), "utf8")));
      const theirs = texts.filter((mail) => mail.includes(to)).map((mail) => mail.replaceAll("=\r\n", ""));
      const link = theirs.join("\n").match(new RegExp(`/${page}#[\\w.=-]+`))?.[0];
      if (link === undefined) throw new Error("no mail yet");
      return link.replaceAll("=3D", "=");
    },
    { timeout: 20_000, interval: 200 },
  );
}
