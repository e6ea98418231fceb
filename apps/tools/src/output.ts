/** Tables for people, JSON for scripts: a command gives the data once. */
export interface Output {
  /** Rows with the same columns. */
  table(rows: readonly Readonly<Record<string, string | number | boolean | null>>[]): void;
  /** Any other value. */
  value(value: unknown): void;
  /** An answer of which people are shown a part: scripts get all of it. */
  answer(value: unknown, show: () => void): void;
  /** Text as it is, whoever reads it. */
  raw(text: string): void;
  /** A line for people only. */
  say(line: string): void;
  /** How far something is, 0 to 1: a bar that moves in a terminal, elsewhere a line for each step. People only. */
  progress(share: number, step: string): void;
}

/** Where progress is shown, apart from what a command prints. */
export interface ProgressLine {
  readonly write: Write;
  readonly isTerminal: boolean;
}

type Write = (text: string) => void;

/** As many digits of a fraction as people read; scripts get them all. */
const DIGITS = 3;

/**
 * Shows what others have written, such as a reason or a name in a file, as it is, but for what would steer the terminal of
 * whoever looks at it or turn a line around.
 */
export const inert = (text: string): string =>
  text.replaceAll(/(?![\n\t])[\p{Cc}\p{Bidi_Control}]/gu, "\uFFFD");

function cell(value: string | number | boolean | null): string {
  if (value === null) return "–";
  if (typeof value === "number" && !Number.isInteger(value)) return value.toFixed(DIGITS);
  // One line, so that nobody makes up another row.
  return inert(String(value)).replaceAll(/[\n\t]/g, " ");
}

function tableLines(rows: readonly Readonly<Record<string, string | number | boolean | null>>[]): string[] {
  const columns = Object.keys(rows[0] ?? {});
  if (columns.length === 0) return ["(nothing)"];
  const lines = [columns, ...rows.map((row) => columns.map((column) => cell(row[column] ?? null)))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0)));
  const join = (line: readonly string[]) =>
    line
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join("  ")
      .trimEnd();
  const [head, ...body] = lines.map(join);
  return [head ?? "", widths.map((width) => "─".repeat(width)).join("  "), ...body];
}

const BAR = 24;

function barOf(share: number, step: string): string {
  const full = Math.round(BAR * Math.min(1, Math.max(0, share)));
  return `${"█".repeat(full)}${"░".repeat(BAR - full)} ${String(Math.round(100 * share)).padStart(3)} %  ${step}`;
}

/** @param asJson whether a script reads this */
export function createOutput(asJson: boolean, write: Write, line: ProgressLine): Output {
  const print = (text: string) => write(`${text}\n`);
  let shown = "";
  const showProgress = (share: number, step: string) => {
    if (line.isTerminal) {
      // Back to the start of the line, and away with what is left of a longer one.
      line.write(`\r\u001b[K${barOf(share, step)}${share >= 1 ? "\n" : ""}`);
    } else if (step !== shown) {
      line.write(`${step} …\n`);
    }
    shown = step;
  };
  return {
    table: (rows) => print(asJson ? JSON.stringify(rows) : tableLines(rows).join("\n")),
    value: (value) => print(asJson ? JSON.stringify(value) : inert(JSON.stringify(value, null, 2))),
    answer: (value, show) => {
      if (asJson) print(JSON.stringify(value));
      else show();
    },
    raw: write,
    say: (text) => {
      if (!asJson) print(inert(text));
    },
    progress: (share, step) => {
      if (!asJson) showProgress(share, step);
    },
  };
}
