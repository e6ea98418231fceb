import { createHash } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import initSqlJs, { type Database } from "sql.js";
import { COLUMNS, DeckOptions, DeckRow, NoteType } from "./schema-11.ts";

/** A card as Anki would show its question, for who has just imported the deck. */
interface ReadCard {
  readonly guid: string;
  readonly template: string;
  readonly question: string;
  readonly deck: string;
}

export interface ReadDeck {
  readonly cards: readonly ReadCard[];
  /** File name to text. */
  readonly media: ReadonlyMap<string, string>;
}

function must(isSo: boolean, otherwise: string): asserts isSo {
  if (!isSo) throw new Error(otherwise);
}

type Row = Readonly<Record<string, string | number>>;

function rowsOf(db: Database, table: string): Row[] {
  const columns = db.exec(`pragma table_info(${table})`)[0]?.values.map(([, name]) => String(name)) ?? [];
  const wanted = COLUMNS[table] ?? [];
  must(columns.join() === wanted.join(), `${table} has the columns ${columns.join()}`);
  const values = db.exec(`select * from ${table}`)[0]?.values ?? [];
  return values.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] as string | number])));
}

const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/** Anki's `strip_html`: no tags, entities as what they stand for. */
const stripHtml = (html: string) =>
  html.replaceAll(/<[^>]*>/g, "").replaceAll(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity);

/** Anki's `field_checksum`: the first eight hexadecimal digits of SHA-1. */
const checksum = (text: string) =>
  Number.parseInt(createHash("sha1").update(text).digest("hex").slice(0, 8), 16);

/** Sections and fields of a template; what a deck of ours uses of Mustache. */
function render(template: string, fields: ReadonlyMap<string, string>): string {
  return template
    .replaceAll(/\{\{#(\w+)\}\}([\s\S]*?)\{\{\/\1\}\}/g, (_, name: string, inside: string) => {
      must(fields.has(name), `a template has a section of no field, ${name}`);
      return fields.get(name) === "" ? "" : inside;
    })
    .replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = fields.get(name);
      must(value !== undefined || name === "FrontSide", `a template shows no field, ${name}`);
      return value ?? "";
    });
}

/**
 * Reads a package as Anki's importer does (rslib/src/import_export/package/apkg, rslib/src/storage/schema11.sql), by
 * an own reading of what it needs: tables column for column, kinds of notes, decks and options in JSON with every key that has no
 * default, references that lead somewhere, checksums and sort fields that are those of the text, and media by number.
 *
 * @throws Error that says what Anki would not understand
 */
export async function readAsAnki(apkg: Uint8Array): Promise<ReadDeck> {
  const files = unzipSync(apkg);
  const collection = files["collection.anki2"];
  must(collection !== undefined, "there is no collection.anki2");
  const { Database } = await initSqlJs();
  const db = new Database(collection);
  try {
    return { cards: readCards(db), media: readMedia(files) };
  } finally {
    db.close();
  }
}

function readMedia(files: ReturnType<typeof unzipSync>): Map<string, string> {
  const { "collection.anki2": _, media = new Uint8Array(), ...numbered } = files;
  const names = JSON.parse(strFromU8(media)) as Record<string, string>;
  must(
    Object.keys(names).toSorted().join() === Object.keys(numbered).toSorted().join(),
    "the media are not those of their list",
  );
  return new Map(
    Object.entries(names).map(([number, name]) => {
      // Anki keeps what no note shows only under such a name.
      must(name.startsWith("_") && !/[\\/]/.test(name), `${name} would be taken for unused`);
      return [name, strFromU8(numbered[number] ?? new Uint8Array())];
    }),
  );
}

const parseAll = <T>(json: unknown, parse: (value: unknown) => T) =>
  new Map(
    Object.entries(JSON.parse(String(json)) as object).map(([id, value]) => [Number(id), parse(value)]),
  );

function readCards(db: Database): ReadCard[] {
  must(db.exec("pragma integrity_check")[0]?.values[0]?.[0] === "ok", "the database is damaged");
  const [col, ...more] = rowsOf(db, "col");
  must(
    col !== undefined && more.length === 0 && col["ver"] === 11,
    "there is no one collection of version 11",
  );
  const kinds = parseAll(col["models"], (value) => NoteType.parse(value));
  const decks = parseAll(col["decks"], (value) => DeckRow.parse(value));
  const options = parseAll(col["dconf"], (value) => DeckOptions.parse(value));
  for (const [id, deck] of decks) must(deck.id === id && options.has(deck.conf), `deck ${id} has no options`);
  for (const [id, kind] of kinds) must(kind.id === id, `kind of note ${id} says that it is ${kind.id}`);
  must(
    rowsOf(db, "graves").length === 0 && rowsOf(db, "revlog").length === 0,
    "something is deleted or reviewed",
  );
  const notes = new Map(
    rowsOf(db, "notes").map((note) => {
      const kind = kinds.get(Number(note["mid"]));
      must(kind !== undefined, `note ${note["guid"]} is of no kind`);
      const values = String(note["flds"]).split("\u001f");
      must(values.length === kind.flds.length, `note ${note["guid"]} has ${values.length} fields`);
      const first = stripHtml(values[0] ?? "");
      must(
        first !== "" && String(note["sfld"]) === first,
        `note ${note["guid"]} is sorted by ${note["sfld"]}`,
      );
      must(note["csum"] === checksum(first), `note ${note["guid"]} has the checksum of something else`);
      must(!/[^\P{Cc}\n\t]/u.test(values.join("")), `note ${note["guid"]} has control characters`);
      must(/^( \S+)+ $|^$/.test(String(note["tags"])), `note ${note["guid"]} has the tags "${note["tags"]}"`);
      const fields = new Map(kind.flds.map(({ name }, i) => [name, values[i] ?? ""]));
      return [note["id"], { guid: String(note["guid"]), kind, fields }] as const;
    }),
  );
  must(new Set([...notes.values()].map(({ guid }) => guid)).size === notes.size, "two notes have one guid");
  return rowsOf(db, "cards").map((card) => {
    const note = notes.get(card["nid"] ?? "");
    const template = note?.kind.tmpls.find(({ ord }) => ord === card["ord"]);
    const deck = decks.get(Number(card["did"]));
    must(
      note !== undefined && template !== undefined && deck !== undefined,
      `card ${card["id"]} leads nowhere`,
    );
    const question = stripHtml(render(template.qfmt, note.fields));
    must(question.trim() !== "", `${note.guid} asks nothing by ${template.name}`);
    must(stripHtml(render(template.afmt, note.fields)).trim() !== "", `${note.guid} answers nothing`);
    return { guid: note.guid, template: template.name, question, deck: deck.name };
  });
}
