import type { Verdict } from "@fluentfusion/contract";

type Edit = Verdict["edits"][number];

/** A stretch of text; `slip` marks one that differs. */
export interface Piece {
  /** Offset in the whole text. */
  readonly start: number;
  readonly text: string;
  readonly slip: boolean;
}

function cut(text: string, spans: readonly (readonly [start: number, end: number])[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0])) {
    if (start > at) pieces.push({ start: at, text: text.slice(at, start), slip: false });
    const from = Math.max(start, at);
    if (end > from) pieces.push({ start: from, text: text.slice(from, end), slip: true });
    at = Math.max(at, end);
  }
  if (at < text.length) pieces.push({ start: at, text: text.slice(at), slip: false });
  return pieces;
}

/** What the learner typed, cut where it differs from the nearest accepted form. */
export function answerPieces(answer: string, edits: readonly Edit[]): Piece[] {
  return cut(
    answer,
    edits.map((edit) => [edit.answer.start, edit.answer.end]),
  );
}

/** The nearest accepted form, cut where the answer differs from it. */
export function nearestPieces(nearest: string, edits: readonly Edit[]): Piece[] {
  return cut(
    nearest,
    edits.map((edit) => [edit.nearest.start, edit.nearest.end]),
  );
}
