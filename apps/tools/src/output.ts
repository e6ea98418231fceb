/** Tables for people, JSON for scripts: a command gives the data once. */
export interface Output {
  /** Rows with the same columns. */
  table(rows: readonly Readonly<Record<string, string | number | boolean | null>>[]): void;
  /** Any other value. */
  value(value: unknown): void;
  /** A line for people only. */
  say(line: string): void;
}

type Write = (text: string) => void;

function cell(value: string | number | boolean | null): string {
  return value === null ? "–" : String(value);
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

/** @param asJson whether a script reads this */
export function createOutput(asJson: boolean, write: Write): Output {
  const print = (text: string) => write(`${text}\n`);
  return {
    table: (rows) => print(asJson ? JSON.stringify(rows) : tableLines(rows).join("\n")),
    value: (value) => print(JSON.stringify(value, null, asJson ? undefined : 2)),
    say: (line) => {
      if (!asJson) print(line);
    },
  };
}
