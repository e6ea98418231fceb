import type { FoldedText } from "./fold-text.ts";
import type { Edit, Span } from "./verdict.ts";

/** Beyond this many cells a comparison shows the whole differing stretch as one edit. */
const MOST_CELLS = 20_000;

interface Step {
  readonly a: readonly [from: number, to: number];
  readonly b: readonly [from: number, to: number];
}

function commonPrefix(a: string, b: string): number {
  let n = 0;
  while (n < a.length && n < b.length && a.charCodeAt(n) === b.charCodeAt(n)) n++;
  return n;
}

function commonSuffix(a: string, b: string, prefix: number): number {
  let n = 0;
  const most = Math.min(a.length, b.length) - prefix;
  while (n < most && a.charCodeAt(a.length - 1 - n) === b.charCodeAt(b.length - 1 - n)) n++;
  return n;
}

/** Distances between all endings of a and of b, row by row, so that a walk from the start finds the cheapest edits. */
function suffixDistances(a: string, b: string): Uint16Array {
  const width = b.length + 1;
  const cells = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => cells[i * width + j] ?? 0;
  for (let i = a.length; i >= 0; i--) {
    for (let j = b.length; j >= 0; j--) {
      let cost = i === a.length ? b.length - j : a.length - i;
      if (i < a.length && j < b.length) {
        cost = Math.min(at(i + 1, j + 1) + (a[i] === b[j] ? 0 : 1), at(i + 1, j) + 1, at(i, j + 1) + 1);
        const swapped = a[i] === b[j + 1] && a[i + 1] === b[j] && i + 1 < a.length && j + 1 < b.length;
        if (swapped) cost = Math.min(cost, at(i + 2, j + 2) + 1);
      }
      cells[i * width + j] = cost;
    }
  }
  return cells;
}

function walk(a: string, b: string, offset: number): Step[] {
  const cells = suffixDistances(a, b);
  const width = b.length + 1;
  const steps: Step[] = [];
  const step = (i: number, j: number, di: number, dj: number) => {
    steps.push({ a: [offset + i, offset + i + di], b: [offset + j, offset + j + dj] });
  };
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    const here = cells[i * width + j] ?? 0;
    const costs = (di: number, dj: number) =>
      i + di <= a.length && j + dj <= b.length && (cells[(i + di) * width + j + dj] ?? 0) + 1 === here;
    let [di, dj] = [0, 1];
    if (i < a.length && a[i] === b[j] && cells[(i + 1) * width + j + 1] === here) {
      i++;
      j++;
      continue;
    }
    if (costs(2, 2) && a[i] === b[j + 1] && a[i + 1] === b[j]) [di, dj] = [2, 2];
    else if (costs(1, 1)) [di, dj] = [1, 1];
    else if (costs(1, 0)) [di, dj] = [1, 0];
    step(i, j, di, dj);
    i += di;
    j += dj;
  }
  return steps;
}

/** Neighbouring steps become one edit. */
function joinSteps(steps: readonly Step[]): Step[] {
  const joined: Step[] = [];
  for (const step of steps) {
    const last = joined.at(-1);
    if (last?.a[1] === step.a[0] && last.b[1] === step.b[0]) {
      joined[joined.length - 1] = { a: [last.a[0], step.a[1]], b: [last.b[0], step.b[1]] };
    } else joined.push(step);
  }
  return joined;
}

/**
 * Steps that take whole characters of the texts: folding makes several of one, as "oe" of "œ", and who mends a part of such a one
 * types all of it anew.
 *
 * @param steps none of which touch
 */
function takeWhole(steps: readonly Step[], answer: FoldedText, nearest: FoldedText): Step[] {
  const isCut = (a: number, b: number) => isWithin(answer, a) || isWithin(nearest, b);
  const taken: Step[] = [];
  for (const [index, step] of steps.entries()) {
    let [a, b] = [step.a[0], step.b[0]];
    while (isCut(a, b)) {
      const last = taken.at(-1);
      if (last?.a[1] === a) {
        taken.pop();
        [a, b] = [last.a[0], last.b[0]];
      } else {
        a--;
        b--;
      }
    }
    let [aEnd, bEnd] = [step.a[1], step.b[1]];
    const next = steps[index + 1]?.a[0] ?? answer.text.length;
    while (isCut(aEnd, bEnd) && aEnd < next) {
      aEnd++;
      bEnd++;
    }
    taken.push({ a: [a, aEnd], b: [b, bEnd] });
  }
  return taken;
}

/** Whether a place is between two folded characters that stand for one. */
function isWithin({ starts, text }: FoldedText, place: number): boolean {
  return place > 0 && place < text.length && starts[place] === starts[place - 1];
}

function spanOf(form: FoldedText, [from, to]: readonly [number, number]): Span {
  if (from < to) return { start: form.starts[from] ?? 0, end: form.ends[to - 1] ?? 0 };
  const place = form.ends[from - 1] ?? form.starts[from] ?? 0;
  return { start: place, end: place };
}

/** The differences between an answer and an accepted form, as spans of the texts that were typed and authored. */
export function editsBetween(answer: FoldedText, nearest: FoldedText): Edit[] {
  const prefix = commonPrefix(answer.text, nearest.text);
  const suffix = commonSuffix(answer.text, nearest.text, prefix);
  const a = answer.text.slice(prefix, answer.text.length - suffix);
  const b = nearest.text.slice(prefix, nearest.text.length - suffix);
  const whole: Step = { a: [prefix, prefix + a.length], b: [prefix, prefix + b.length] };
  const steps = a.length * b.length > MOST_CELLS ? [whole] : walk(a, b, prefix);
  return joinSteps(takeWhole(joinSteps(steps), answer, nearest)).map((step) => ({
    op: step.a[0] === step.a[1] ? "insert" : step.b[0] === step.b[1] ? "delete" : "replace",
    answer: spanOf(answer, step.a),
    nearest: spanOf(nearest, step.b),
  }));
}
