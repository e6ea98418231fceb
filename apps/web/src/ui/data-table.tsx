import { type ReactNode, useState } from "react";
import { T } from "../messages/use-messages.tsx";
import { Button } from "./button.tsx";
import "./data-table.css";

export interface Column<Row> {
  readonly id: string;
  readonly label: ReactNode;
  readonly renderCell: (row: Row) => ReactNode;
  /** Numbers stand under each other. */
  readonly isNumber?: boolean;
  /** Such as a moment, whose words stay in one line where there is room. */
  readonly isOneLine?: boolean;
}

interface DataTableProps<Row> {
  readonly caption: ReactNode;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** The heading above already says what it is: the caption is then read out only. */
  readonly hidesCaption?: boolean;
  /** Where there is no room, each row becomes a list of its cells with their headings. */
  readonly stacks?: boolean;
  /** So many rows at first; the others are shown when they are asked for. */
  readonly first?: number;
}

/** Rows under headings; the first column names the row. A wide one scrolls inside its frame, by keys too. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, keyOf, hidesCaption = false, stacks = false, first = Infinity } = props;
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole || rows.length <= first ? rows : rows.slice(0, first);
  return (
    <>
      {/* A frame that scrolls has to be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="data-table" data-stacks={stacks || undefined} tabIndex={0}>
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
            {shown.map((row) => (
              <tr key={keyOf(row)}>
                {columns.map(({ id, label, renderCell, isNumber, isOneLine }, place) =>
                  place === 0 ? (
                    <th key={id} scope="row">
                      {renderCell(row)}
                    </th>
                  ) : (
                    <Cell key={id} label={stacks ? label : null} isNumber={isNumber} isOneLine={isOneLine}>
                      {renderCell(row)}
                    </Cell>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {shown.length < rows.length && (
        <div>
          <Button look="secondary" onClick={() => setWhole(true)}>
            <T of="table.all" with={{ count: rows.length }} />
          </Button>
        </div>
      )}
    </>
  );
}

interface CellProps {
  /** Its heading, where the row may become a list. */
  readonly label: ReactNode;
  readonly isNumber: boolean | undefined;
  readonly isOneLine: boolean | undefined;
  readonly children: ReactNode;
}

function Cell({ label, isNumber, isOneLine, children }: CellProps) {
  return (
    <td
      data-number={isNumber || undefined}
      data-one-line={isOneLine || undefined}
      data-empty={children === null || undefined}
    >
      {label !== null && (
        <span className="data-label" aria-hidden="true">
          {label}
        </span>
      )}
      {children}
    </td>
  );
}
