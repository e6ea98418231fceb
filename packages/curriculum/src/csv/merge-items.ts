import type { Category } from "@fluentfusion/core";
import { isMap, isSeq, parseDocument, stringify } from "yaml";
import type { CsvItem } from "./write-items.ts";

export interface Merged {
  readonly text: string;
  readonly added: number;
  readonly changed: number;
}

/** A wording as files have it: what is empty is left out. */
function toWording({ text, also, accepted, hint }: CsvItem["english"]) {
  return {
    text,
    ...(also.length > 0 && { also }),
    ...(accepted.length > 0 && { accepted }),
    ...(hint !== null && { hint }),
  };
}

function toEntry(item: CsvItem) {
  const { id, kinyarwanda, english, french, register, review, sources, note } = item;
  const { partOfSpeech, topic, difficulty, confidence } = item;
  return {
    id,
    kinyarwanda: toWording(kinyarwanda),
    english: toWording(english),
    french: toWording(french),
    partOfSpeech,
    topic,
    ...(register !== null && { register }),
    difficulty,
    confidence,
    ...(review && { review }),
    sources,
    ...(note !== null && { note }),
  };
}

function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(
    ([, one]) => one !== null && one !== false && !(Array.isArray(one) && one.length === 0),
  );
  const named = kept.map(([name, one]) => [name, withoutDefaults(one)] as const);
  return Object.fromEntries(named.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

const isSame = (a: unknown, b: unknown) =>
  JSON.stringify(withoutDefaults(a)) === JSON.stringify(withoutDefaults(b));

/** An entry as it stands in a list, without the dash. */
const asText = (entry: object) => stringify(entry, { lineWidth: 0 }).trimEnd().replaceAll("\n", "\n  ");

/**
 * The file of a situation with the items of a table: those it has are changed in their place, new ones are put at the end.
 * What a table does not change stays as it was written, to the letter.
 */
export function mergeItems(file: string, items: readonly CsvItem[], category: Category): Merged {
  const { contents } = parseDocument(file);
  const nodes = isSeq(contents) ? contents.items.filter((node) => isMap(node)) : [];
  const byId = new Map(nodes.map((node) => [String(node.get("id")), node]));
  const edits: { start: number; end: number; text: string }[] = [];
  const fresh: string[] = [];
  for (const item of items.filter((one) => one.category === category)) {
    const entry = toEntry(item);
    const node = byId.get(item.id);
    if (node === undefined) {
      fresh.push(`\n- ${asText(entry)}\n`);
    } else if (!isSame(node.toJSON(), entry)) {
      const [start, end] = node.range ?? [0, 0];
      const before = file.slice(start, end);
      const blanks = before.slice(before.trimEnd().length);
      edits.push({ start, end, text: asText(entry) + blanks });
    }
  }
  // From the end, so that places further up stay where they are.
  const changed = edits
    .toSorted((a, b) => b.start - a.start)
    .reduce((text, { start, end, text: now }) => text.slice(0, start) + now + text.slice(end), file);
  const whole = fresh.length === 0 || changed.endsWith("\n") ? changed : `${changed}\n`;
  return { text: whole + fresh.join(""), added: fresh.length, changed: edits.length };
}
