import { AxisBottom, AxisLeft } from "@visx/axis";
import { GridRows } from "@visx/grid";
import { scaleBand, scaleLinear } from "@visx/scale";
import { Bar } from "@visx/shape";

export interface BarOf {
  readonly id: string;
  /** Under the bar; only as many as there is room for are written. */
  readonly name: string;
  readonly value: number;
  /** What it is a part of, drawn behind it. */
  readonly of?: number;
}

interface BarChartProps {
  readonly bars: readonly BarOf[];
  readonly width: number;
  readonly height: number;
  /** How a value is written at the axis. */
  readonly format: (value: number) => string;
}

const MARGIN = { top: 8, right: 4, bottom: 26, left: 38 };
const ROOM_FOR_A_NAME = 54;

/** A bar for each, from left to right; to be put into a `ChartFrame`. */
export function BarChart({ bars, width, height, format }: BarChartProps) {
  const most = Math.max(1, ...bars.map(({ value, of }) => Math.max(value, of ?? 0)));
  const x = scaleBand({
    domain: bars.map(({ id }) => id),
    range: [MARGIN.left, width - MARGIN.right],
    padding: 0.25,
  });
  const y = scaleLinear({ domain: [0, most], range: [height - MARGIN.bottom, MARGIN.top], nice: true });
  const every = Math.max(1, Math.ceil((bars.length * ROOM_FOR_A_NAME) / width));
  const named = bars.filter((_, place) => place % every === 0).map(({ id }) => id);
  const nameOf = new Map(bars.map(({ id, name }) => [id, name]));
  const ground = height - MARGIN.bottom;
  return (
    <>
      <GridRows
        scale={y}
        left={MARGIN.left}
        width={width - MARGIN.left - MARGIN.right}
        numTicks={3}
        stroke="var(--line)"
      />
      {bars.map(({ id, value, of }) => {
        const common = { x: x(id) ?? 0, width: x.bandwidth(), rx: Math.min(5, x.bandwidth() / 2) };
        return (
          <g key={id}>
            {of !== undefined && of > 0 && (
              <Bar {...common} y={y(of)} height={ground - y(of)} className="chart-back" />
            )}
            {value > 0 && <Bar {...common} y={y(value)} height={ground - y(value)} className="chart-main" />}
          </g>
        );
      })}
      <AxisLeft
        scale={y}
        left={MARGIN.left}
        numTicks={3}
        hideAxisLine
        hideTicks
        tickFormat={(value) => (Number.isInteger(Number(value)) ? format(Number(value)) : "")}
      />
      <AxisBottom
        scale={x}
        top={ground}
        tickValues={named}
        tickFormat={(id) => nameOf.get(id) ?? ""}
        hideTicks
        stroke="var(--line-strong)"
      />
    </>
  );
}
