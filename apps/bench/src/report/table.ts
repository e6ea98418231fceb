export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What a reader has to know to read it rightly. */
  readonly notes: readonly string[];
}

const isNumeric = (cell: string) => /^[\d<>–-]/.test(cell) || cell === "";

/** Three significant digits, or whole from 100 on. */
export function short(value: number): string {
  if (!Number.isFinite(value)) return "";
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** Columns side by side, numbers to the right. */
export function toText({ title, columns, rows, notes }: Table): string {
  const widths = columns.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => (row[column] ?? "").length)),
  );
  const line = (cells: readonly string[], isHead: boolean) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column > 0 && (isHead || isNumeric(cell)) ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd();
  const body = [
    line(columns, true),
    line(
      widths.map((width) => "-".repeat(width)),
      false,
    ),
  ];
  return [
    title,
    "",
    ...body,
    ...rows.map((row) => line(row, false)),
    "",
    ...notes.map((note) => `  ${note}`),
  ].join("\n");
}

const markdownRow = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;

export function toMarkdown({ title, columns, rows, notes }: Table): string {
  const rule = markdownRow(columns.map((_, column) => (column === 0 ? "---" : "---:")));
  const table = [markdownRow(columns), rule, ...rows.map(markdownRow)].join("\n");
  const list = notes.map((note) => `- ${note}`).join("\n");
  return [`### ${title}`, table, list].filter((part) => part !== "").join("\n\n");
}
