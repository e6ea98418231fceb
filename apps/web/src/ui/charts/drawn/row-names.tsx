import { AxisLeft, AxisRight } from "@visx/axis";
import { type ScaleBand, scaleBand } from "d3-scale";

export interface NamedRow {
  readonly id: string;
  readonly name: string;
  /** What is written at the right end of the line above the mark. */
  readonly note: string;
}

/** Where each row begins, from the top. */
export const rowScale = (rows: readonly NamedRow[], height: number): ScaleBand<string> =>
  scaleBand()
    .domain(rows.map(({ id }) => id))
    .range([0, rows.length * height]);

/** From the middle of a row to where its name stands. */
const ABOVE = -6;

interface RowNamesProps {
  readonly rows: readonly NamedRow[];
  readonly scale: ScaleBand<string>;
  readonly left: number;
  readonly right: number;
}

/** The name of each row above its mark, and its note across from it. */
export function RowNames({ rows, scale, left, right }: RowNamesProps) {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const common = { scale, hideAxisLine: true, hideTicks: true, tickLength: 0, numTicks: rows.length };
  return (
    <>
      <AxisLeft
        {...common}
        left={left}
        tickFormat={(id) => byId.get(id)?.name ?? ""}
        tickLabelProps={{ textAnchor: "start", dx: 0, dy: ABOVE, className: "chart-name" }}
      />
      <AxisRight
        {...common}
        left={right}
        tickFormat={(id) => byId.get(id)?.note ?? ""}
        tickLabelProps={{ textAnchor: "end", dx: 0, dy: ABOVE }}
      />
    </>
  );
}
