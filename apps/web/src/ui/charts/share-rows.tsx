import { AxisBottom } from "@visx/axis";
import { GridColumns } from "@visx/grid";
import { scaleLinear } from "@visx/scale";
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

export const shareRowsHeight = (rows: number) => rows * ROW + FOOT;

/** Rows over one scale from nothing to the whole, each with its name, its figure and a mark; for a `ChartFrame`. */
export function ShareRows<Row extends ShareRow>({ rows, width, format, renderMark }: ShareRowsProps<Row>) {
  const x = scaleLinear({ domain: [0, 1], range: [SIDE, width - SIDE] });
  const ground = rows.length * ROW;
  return (
    <>
      <GridColumns
        scale={x}
        top={0}
        height={ground}
        tickValues={[0, 0.25, 0.5, 0.75, 1]}
        stroke="var(--line)"
      />
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
      <AxisBottom
        scale={x}
        top={ground}
        tickValues={[0, 0.5, 1]}
        tickFormat={(share) => format(Number(share))}
        tickLabelProps={(share) => ({
          textAnchor: Number(share) === 0 ? "start" : Number(share) === 1 ? "end" : "middle",
          dx: Number(share) === 0 ? -SIDE : Number(share) === 1 ? SIDE : 0,
        })}
        hideTicks
        stroke="var(--line-strong)"
      />
    </>
  );
}
