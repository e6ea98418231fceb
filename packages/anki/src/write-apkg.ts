import { strToU8, zipSync } from "fflate";
import initSqlJs, { type Database } from "sql.js";
import { newCard, reviewCard, type Standing } from "./cards.ts";
import { collectionRow, MODEL_ID, TABLES } from "./collection.ts";
import type { Deck, DeckNote } from "./deck.ts";
import { fieldChecksum, stableId } from "./stable-id.ts";

/** Far enough back that nothing was due before it: Anki counts days from here. */
const DAY_ZERO_BACK_SECONDS = 40 * 365 * 86_400;
const BETWEEN_FIELDS = "\u001f";
/** Of a zip; the present one would make each file another. */
const ZIP_TIME = new Date("1980-01-01T12:00:00Z");

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", "[": "&#91;" };
/**
 * Anki's fields are HTML, in which `[latex]` runs a program and `[sound:]` plays a file. What cannot be seen may be what stands
 * between fields.
 */
const asHtml = (text: string) =>
  text.replaceAll(/[&<>[]/g, (sign) => ENTITIES[sign] ?? sign).replaceAll(/\p{Cc}/gu, " ");

function fieldsOf(note: DeckNote): string[] {
  const { text, meaning, hint, situation, sources, isProduced } = note;
  return [text, meaning, hint, situation, sources, isProduced ? "y" : ""].map(asHtml);
}

function addNote(
  db: Database,
  deck: Deck,
  note: DeckNote,
  place: { position: number; createdSeconds: number },
): void {
  const seconds = Math.floor(deck.at.getTime() / 1000);
  const deckId = stableId(`deck ${deck.name}`);
  const noteId = stableId(`note ${note.guid}`);
  const fields = fieldsOf(note);
  const tags =
    note.tags.length === 0 ? "" : ` ${note.tags.map((tag) => tag.replaceAll(/\s+/g, "_")).join(" ")} `;
  const row = [noteId, note.guid, MODEL_ID, seconds, -1, tags, fields.join(BETWEEN_FIELDS), note.text];
  db.run(`insert into notes values (${"?,".repeat(8)}?, 0, '')`, [...row, fieldChecksum(note.text)]);
  const standing: Standing =
    note.memory === null ? newCard(place.position) : reviewCard(note.memory, place.createdSeconds);
  for (const ord of note.isProduced ? [0, 1] : [0]) {
    const { type, queue, due, ivl, factor, reps, lapses, data } = standing;
    const card = [stableId(`card ${ord} ${note.guid}`), noteId, deckId, ord, seconds, -1];
    const how = [type, queue, due, ivl, factor, reps, lapses];
    db.run(`insert into cards values (${"?,".repeat(13)} 0, 0, 0, 0, ?)`, [...card, ...how, data]);
  }
}

/**
 * A deck as Anki imports it (`.apkg`): a zip of a collection of version 11 and the media. The same deck made again has
 * the same ids, so that importing it once more updates what is there. A memory counts for both cards of its note.
 *
 * @throws RangeError when two notes have one guid
 */
export async function writeApkg(deck: Deck): Promise<Uint8Array> {
  if (new Set(deck.notes.map(({ guid }) => guid)).size < deck.notes.length) {
    throw new RangeError("two notes of a deck have one guid");
  }
  const { Database } = await initSqlJs();
  const db = new Database();
  try {
    db.run(TABLES);
    const createdSeconds = Math.floor(deck.at.getTime() / 86_400_000) * 86_400 - DAY_ZERO_BACK_SECONDS;
    db.run(`insert into col values (${"?,".repeat(12)}?)`, collectionRow(deck, createdSeconds));
    for (const [position, note] of deck.notes.entries()) {
      addNote(db, deck, note, { position: position + 1, createdSeconds });
    }
    const media = Object.entries(deck.media);
    const names = Object.fromEntries(media.map(([name], index) => [index, name]));
    const files = media.map(([, text], index) => [String(index), strToU8(text)] as const);
    return zipSync(
      {
        "collection.anki2": db.export(),
        media: strToU8(JSON.stringify(names)),
        ...Object.fromEntries(files),
      },
      { mtime: ZIP_TIME },
    );
  } finally {
    db.close();
  }
}
