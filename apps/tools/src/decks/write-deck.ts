import { writeFile } from "node:fs/promises";
import { type Deck, writeApkg } from "@fluentfusion/anki";
import { UsageError } from "../command.ts";

/** Writes a deck where Anki will look for one. */
export async function writeDeck(file: string, deck: Deck): Promise<void> {
  if (!file.endsWith(".apkg")) throw new UsageError(`Anki opens files that end with .apkg, unlike ${file}`);
  await writeFile(file, await writeApkg(deck));
}
