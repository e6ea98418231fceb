import { scaleLinear } from "d3-scale";
import { Fragment, type ReactNode } from "react";

interface ShareRow {
  readonly id: string;
  readonly name: string;
  /** What is written at the right end of the line above the mark. */
  readonly note: string;
}

interface ShareRowsProps<Row> {
  readonly rows: readonly Row[];
  readonly width: number;
  readonly format: (share: number) => string;
  /** Draws a row's mark: `x` is where a share stands, `middle` the height that it stands on. */
  readonly renderMark: (row: Row, x: (share: number) => number, middle: number) => ReactNode;
}

const ROW = 58;
const FOOT = 26;
const SIDE = 10;
/** What is written under the scale, and which of its ends stands where the share is. */
const ENDS = [
  [0, "start"],
  [0.5, "middle"],
  [1, "end"],
] as const;

export const shareRowsHeight = (rows: number) => rows * ROW + FOOT;

/** Rows over one scale from nothing to the whole, each with its name, its figure and a mark; for a `ChartFrame`. */
export function ShareRows<Row extends ShareRow>({ rows, width, format, renderMark }: ShareRowsProps<Row>) {
  const x = scaleLinear().range([SIDE, width - SIDE]);
  const ground = rows.length * ROW;
  return (
    <>
      {[0, 0.25, 0.5, 0.75, 1].map((share) => (
        <line key={share} x1={x(share)} x2={x(share)} y2={ground} className="chart-line" />
      ))}
      {rows.map((row, place) => (
        <Fragment key={row.id}>
          <text x={SIDE} y={place * ROW + 20} className="chart-name">
            {row.name}
          </text>
          <text x={width - SIDE} y={place * ROW + 20} textAnchor="end">
            {row.note}
          </text>
          {renderMark(row, x, place * ROW + 40)}
        </Fragment>
      ))}
      <line x1={SIDE} x2={width - SIDE} y1={ground} y2={ground} className="chart-ground" />
      {ENDS.map(([share, anchor]) => (
        <text key={share} x={share * width} y={ground + 18} textAnchor={anchor}>
          {format(share)}
        </text>
      ))}
    </>
  );
}
