import { AxisBottom } from "@visx/axis";
import { GridColumns } from "@visx/grid";
import { scaleLinear } from "@visx/scale";
import { Bar } from "@visx/shape";

interface ShareOf {
  readonly id: string;
  readonly name: string;
  /** From 0 to 1. */
  readonly share: number;
  /** How it is written at the right end. */
  readonly note: string;
}

interface SharesChartProps {
  readonly rows: readonly ShareOf[];
  readonly width: number;
  readonly format: (share: number) => string;
}

const ROW = 50;
const FOOT = 26;
const SIDE = 10;
const BAND = 16;

export const sharesChartHeight = (rows: number) => rows * ROW + FOOT;

/** A bar for each share of a whole, one below the other; to be put into a `ChartFrame`. */
export function SharesChart({ rows, width, format }: SharesChartProps) {
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
      {rows.map(({ id, name, share, note }, place) => (
        <g key={id}>
          <text x={SIDE} y={place * ROW + 18} className="chart-name">
            {name}
          </text>
          <text x={width - SIDE} y={place * ROW + 18} textAnchor="end">
            {note}
          </text>
          <Bar
            x={x(0)}
            y={place * ROW + 25}
            width={x(1) - x(0)}
            height={BAND}
            rx={8}
            className="chart-back"
          />
          <Bar
            x={x(0)}
            y={place * ROW + 25}
            width={x(share) - x(0)}
            height={BAND}
            rx={8}
            className="chart-main"
          />
        </g>
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
