import type { ReactNode } from "react";
import "./data-table.css";

export interface Column<Row> {
  readonly id: string;
  readonly label: ReactNode;
  readonly renderCell: (row: Row) => ReactNode;
  /** Numbers stand under each other. */
  readonly isNumber?: boolean;
}

interface DataTableProps<Row> {
  readonly caption: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The heading above already says what it is: the caption is then read out only. */
  readonly hidesCaption?: boolean;
}

/** Rows under headings; the first column names the row. A wide one scrolls inside its frame, by keys too. */
export function DataTable<Row>({ caption, columns, rows, keyOf, hidesCaption = false }: DataTableProps<Row>) {
  return (
    // A frame that scrolls has to be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="data-table" tabIndex={0}>
      <table>
        <caption className={hidesCaption ? "visually-hidden" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map(({ id, label, isNumber }) => (
              <th key={id} scope="col" data-number={isNumber || undefined}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ id, renderCell, isNumber }, place) =>
                place === 0 ? (
                  <th key={id} scope="row">
                    {renderCell(row)}
                  </th>
                ) : (
                  <td key={id} data-number={isNumber || undefined}>
                    {renderCell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
