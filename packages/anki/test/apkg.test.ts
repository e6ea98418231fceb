import { strFromU8, unzipSync } from "fflate";
import initSqlJs, { type Database } from "sql.js";
import { afterEach, expect, test } from "vitest";
import { type Deck, type DeckNote, writeApkg } from "../src/index.ts";
import { readAsAnki } from "../src/testing/read-as-anki.ts";

const at = new Date("2026-11-28T10:00:00Z");
const note = (guid: string, more: Partial<DeckNote> = {}): DeckNote => ({
  guid,
  text: `word ${guid}`,
  meaning: "meaning",
  hint: "",
  situation: "Food, beginner",
  sources: "elias",
  isProduced: true,
  tags: ["food"],
  memory: null,
  ...more,
});
const deckOf = (...notes: DeckNote[]): Deck => ({
  name: "A deck",
  description: "",
  notes,
  media: { "_sources.txt": "elias: é\n" },
  at,
});

let open: Database[] = [];
afterEach(() => {
  for (const db of open) db.close();
  open = [];
});

/** Opens a deck as Anki does: the collection and the media of the zip. */
async function read(deck: Deck) {
  const files = unzipSync(await writeApkg(deck));
  const { Database } = await initSqlJs();
  const db = new Database(files["collection.anki2"]);
  open.push(db);
  const rows = (sql: string) => db.exec(sql)[0]?.values ?? [];
  return { files, rows };
}

test("Anki finds a whole collection of version 11, its fields in order, and media by number", async () => {
  const { files, rows } = await read(deckOf(note("one", { text: "amazi & <x>", hint: "cold" })));
  expect(rows("pragma integrity_check")).toEqual([["ok"]]);
  const [[ver, models, decks] = []] = rows("select ver, models, decks from col");
  expect(ver).toBe(11);
  const [model] = Object.values(
    JSON.parse(String(models)) as Record<string, { flds: { name: string }[]; tmpls: object[] }>,
  );
  const names = model?.flds.map(({ name }) => name);
  const [[flds, mid] = []] = rows("select flds, mid from notes");
  const values = String(flds).split("\u001f");
  expect(Object.fromEntries(values.map((value, i) => [names?.[i], value]))).toMatchObject({
    Text: "amazi &amp; &lt;x&gt;",
    Meaning: "meaning",
    Hint: "cold",
  });
  expect(Object.keys(JSON.parse(String(models)) as object)).toEqual([String(mid)]);
  const [[did] = []] = rows("select did from cards");
  expect((JSON.parse(String(decks)) as Record<string, { name: string }>)[String(did)]?.name).toBe("A deck");
  const media = JSON.parse(strFromU8(files["media"] ?? new Uint8Array())) as Record<string, string>;
  expect(media).toEqual({ 0: "_sources.txt" });
  expect(strFromU8(files["0"] ?? new Uint8Array())).toBe("elias: é\n");
});

test("what an author writes runs no program, plays no file and moves no field", async () => {
  const text = "[latex]\\input{/etc/passwd}[/latex] [sound:x.mp3] a\u001fb\u0000c <script>";
  const { rows } = await read(deckOf(note("one", { text })));
  const [[flds] = []] = rows("select flds from notes");
  const values = String(flds).split("\u001f");
  expect(values).toHaveLength(6);
  expect(values[0]).toBe(
    "&#91;latex]\\input{/etc/passwd}&#91;/latex] &#91;sound:x.mp3] a b c &lt;script&gt;",
  );
});

test("what waits for a speaker is recognised and never asked for", async () => {
  const { rows } = await read(deckOf(note("sure"), note("unsure", { isProduced: false })));
  expect(rows("select guid, ord from cards join notes on notes.id = nid order by guid, ord")).toEqual([
    ["sure", 0],
    ["sure", 1],
    ["unsure", 0],
  ]);
  const [[flds] = []] = rows("select flds from notes where guid = 'unsure'");
  expect(String(flds).split("\u001f").at(-1)).toBe("");
});

test("a memory goes on where it stood: due day, interval, lapses, and the state of FSRS under Anki's names", async () => {
  const memory = {
    stabilityDays: 12.345_67,
    difficulty: 5.4321,
    lastAt: new Date("2026-11-20T10:00:00Z"),
    dueAt: new Date("2026-12-02T10:00:00Z"),
    reviews: 7,
    lapses: 2,
  };
  const { rows } = await read(deckOf(note("known", { memory, isProduced: false })));
  const [[crt] = []] = rows("select crt from col");
  const [card] = rows("select type, queue, due, ivl, reps, lapses, data from cards");
  const dueDay = Number(crt) / 86_400 + Number(card?.[2]);
  expect(dueDay).toBe(Date.parse("2026-12-02T00:00:00Z") / 86_400_000);
  expect(card?.slice(0, 2)).toEqual([2, 2]);
  expect(card?.slice(3, 6)).toEqual([12, 7, 2]);
  expect(JSON.parse(String(card?.[6]))).toEqual({
    s: 12.3457,
    d: 5.432,
    dr: 0.9,
    lrt: memory.lastAt.getTime() / 1000,
  });
});

test("made again, a deck has the same ids, so that importing it updates; and a guid stands for one note", async () => {
  const ids =
    "select notes.id, guid, mid, cards.id, did from notes join cards on nid = notes.id order by 2, 4";
  const first = (await read(deckOf(note("one"), note("two")))).rows(ids);
  const later = {
    ...deckOf(note("two", { text: "mended" }), note("one")),
    at: new Date("2027-01-01T00:00:00Z"),
  };
  const second = await read(later);
  expect(second.rows(ids)).toEqual(first);
  expect(second.rows("select min(mod) from notes")).toEqual([[later.at.getTime() / 1000]]);
  await expect(writeApkg(deckOf(note("one"), note("one")))).rejects.toThrow("guid");
});

test("Anki's importer would understand all of it, whatever is in a note", async () => {
  const words = [
    note("one", { text: "a & <b>", hint: "x < y", tags: ["two words", "food"] }),
    note("2", { text: "12" }),
  ];
  const { cards, media } = await readAsAnki(
    await writeApkg(deckOf(...words, note("three", { isProduced: false }))),
  );
  const shown = cards.map(({ guid, template, question, deck }) =>
    [guid, template, question, deck].join(": "),
  );
  expect(shown.toSorted()).toEqual([
    "2: Produce: meaning: A deck",
    "2: Recognise: 12: A deck",
    "one: Produce: meaningx < y: A deck",
    "one: Recognise: a & <b>: A deck",
    "three: Recognise: word three: A deck",
  ]);
  expect([...media]).toEqual([["_sources.txt", "elias: é\n"]]);
});
