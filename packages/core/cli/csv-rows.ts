/** A record of a CSV file and the line it starts on. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
}

/** A file that is not what it should be; the message names the line. */
export class LineError extends Error {
  override readonly name = "LineError";
}

/** Longer than any honest row; an unclosed quote would otherwise take the whole file into memory. */
const LONGEST_RECORD = 100_000;

/**
 * Records of CSV text as in RFC 4180: quotes may enclose commas, line breaks and doubled quotes; LF and CRLF end a
 * record; empty lines are skipped.
 *
 * Yields one array for each chunk of text, so that a reader waits for the disk, not for each row.
 *
 * @throws LineError for a quote that is out of place or never closed, or a record of more than 100,000 characters
 */
export async function* csvRecords(chunks: AsyncIterable<string>): AsyncGenerator<CsvRecord[]> {
  let rest = "";
  let line = 1;
  for await (const chunk of chunks) {
    const { records, consumed, nextLine } = takeRecords(rest + chunk, line);
    rest = (rest + chunk).slice(consumed);
    line = nextLine;
    if (rest.length > LONGEST_RECORD)
      throw new LineError(`line ${line}: a row of more than ${LONGEST_RECORD} characters`);
    if (records.length > 0) yield records;
  }
  if (rest !== "") {
    const { records, consumed } = takeRecords(`${rest}\n`, line);
    if (consumed <= rest.length) throw new LineError(`line ${line}: a quote is never closed`);
    yield records;
  }
}

/** The whole records at the start of a text. */
function takeRecords(
  text: string,
  firstLine: number,
): { records: CsvRecord[]; consumed: number; nextLine: number } {
  const records: CsvRecord[] = [];
  let line = firstLine;
  let start = 0;
  for (;;) {
    const end = text.indexOf("\n", start);
    if (end === -1) return { records, consumed: start, nextLine: line };
    const plain = text.slice(start, text[end - 1] === "\r" && end > start ? end - 1 : end);
    if (!plain.includes('"')) {
      if (plain !== "") records.push({ line, fields: plain.split(",") });
      start = end + 1;
      line += 1;
      continue;
    }
    const quoted = takeQuoted(text, start, line);
    if (quoted === null) return { records, consumed: start, nextLine: line };
    records.push({ line, fields: quoted.fields });
    line += quoted.lines;
    start = quoted.end;
  }
}

/** One record that holds quotes, or null when the text ends before it does. */
function takeQuoted(
  text: string,
  start: number,
  line: number,
): { fields: string[]; end: number; lines: number } | null {
  const fields: string[] = [];
  let lines = 1;
  let at = start;
  for (;;) {
    let field = "";
    if (text[at] === '"') {
      const closing = closingQuote(text, at + 1);
      if (closing === -1) return null;
      field = text.slice(at + 1, closing).replaceAll('""', '"');
      lines += field.split("\n").length - 1;
      at = closing + 1;
    } else {
      const from = at;
      while (at < text.length && text[at] !== "," && text[at] !== "\n") at += 1;
      field = text.slice(from, at).replace(/\r$/, "");
      if (field.includes('"')) throw new LineError(`line ${line}: a quote inside a field that is not quoted`);
    }
    fields.push(field);
    if (text[at] === "\r" && at + 1 < text.length) at += 1;
    if (at >= text.length) return null;
    const separator = text[at];
    at += 1;
    if (separator === "\n") return { fields, end: at, lines };
    if (separator !== ",") throw new LineError(`line ${line}: text after a closing quote`);
  }
}

/** The quote that ends a quoted field; -1 when it, or the character after it, is not there yet. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at + 1 < text.length ? at : -1;
}
