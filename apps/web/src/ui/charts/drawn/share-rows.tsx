import { AxisBottom } from "@visx/axis";
import { GridColumns } from "@visx/grid";
import { scaleLinear } from "d3-scale";
import { Fragment, type ReactNode } from "react";
import { SHARE_ROW as ROW } from "../row-heights.ts";
import { type NamedRow, RowNames, rowScale } from "./row-names.tsx";

interface ShareRowsProps<Row> {
  readonly rows: readonly Row[];
  readonly width: number;
  readonly format: (share: number) => string;
  /** Draws a row's mark: `x` is where a share stands, `middle` the height that it stands on. */
  readonly renderMark: (row: Row, x: (share: number) => number, middle: number) => ReactNode;
}

const MARK = 42;
const SIDE = 10;

/** The names at the ends of the scale stand inside it. */
const anchorOf = (share: number) => {
  if (share === 0) return "start";
  return share === 1 ? "end" : "middle";
};

/** Rows over one scale from nothing to the whole, each with its name, its figure and a mark; for a `ChartFrame`. */
export function ShareRows<Row extends NamedRow>({ rows, width, format, renderMark }: ShareRowsProps<Row>) {
  const right = width - SIDE;
  const x = scaleLinear().range([SIDE, right]);
  const y = rowScale(rows, ROW);
  const ground = rows.length * ROW;
  return (
    <>
      <GridColumns scale={x} height={ground} tickValues={[0, 0.25, 0.5, 0.75, 1]} className="chart-lines" />
      <RowNames rows={rows} scale={y} left={SIDE} right={right} />
      {rows.map((row) => (
        <Fragment key={row.id}>{renderMark(row, x, (y(row.id) ?? 0) + MARK)}</Fragment>
      ))}
      <AxisBottom
        scale={x}
        top={ground}
        tickValues={[0, 0.5, 1]}
        tickFormat={(share) => format(Number(share))}
        tickLabelProps={(share) => ({ textAnchor: anchorOf(Number(share)), dy: "0.25em" })}
        axisLineClassName="chart-ground"
        hideTicks
      />
    </>
  );
}
