import { GridColumns } from "@visx/grid";
import { BarRounded } from "@visx/shape";
import { scaleLinear } from "d3-scale";
import { SIGNED_ROW as ROW, signedBarsHeight } from "../row-heights.ts";
import { type NamedRow, RowNames, rowScale } from "./row-names.tsx";

interface SignedBarsProps {
  readonly rows: readonly (NamedRow & { readonly value: number })[];
  readonly width: number;
}

const BAR = 10;
const SIDE = 4;

/** A bar for each to the right of zero, or to the left where it takes away; to be put into a `ChartFrame`. */
export function SignedBars({ rows, width }: SignedBarsProps) {
  const values = rows.map(({ value }) => value);
  const right = width - SIDE;
  const x = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(0.01, ...values)])
    .range([SIDE, right]);
  const y = rowScale(rows, ROW);
  return (
    <>
      <GridColumns
        scale={x}
        height={signedBarsHeight(rows.length)}
        tickValues={[0]}
        className="chart-lines"
      />
      <RowNames rows={rows} scale={y} left={SIDE} right={right} />
      {rows.map(({ id, value }) => (
        <BarRounded
          key={id}
          x={Math.min(x(0), x(value))}
          width={Math.max(1, Math.abs(x(value) - x(0)))}
          y={(y(id) ?? 0) + 26}
          height={BAR}
          radius={BAR / 2}
          all
          className={value < 0 ? "chart-minus" : "chart-main"}
        />
      ))}
    </>
  );
}
