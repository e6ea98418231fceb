import { AxisBottom, AxisLeft } from "@visx/axis";
import { GridRows } from "@visx/grid";
import { BarRounded } from "@visx/shape";
import { scaleBand, scaleLinear } from "d3-scale";

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

const MARGIN = { top: 8, right: 4, bottom: 26 };
const ROOM_FOR_A_NAME = 54;
const ROOM_FOR_A_DIGIT = 8;
/** What is not nothing is seen. */
const LEAST = 2;

/** A bar for each, from left to right; to be put into a `ChartFrame`. */
export function BarChart({ bars, width, height, format }: BarChartProps) {
  const most = Math.max(1, ...bars.map(({ value, of }) => Math.max(value, of ?? 0)));
  const ground = height - MARGIN.bottom;
  const y = scaleLinear().domain([0, most]).range([ground, MARGIN.top]).nice();
  const values = y.ticks(3).filter(Number.isInteger);
  const left = 14 + ROOM_FOR_A_DIGIT * Math.max(...values.map((value) => format(value).length));
  const right = width - MARGIN.right;
  const x = scaleBand()
    .domain(bars.map(({ id }) => id))
    .range([left, right])
    .padding(0.25);
  const every = Math.max(1, Math.ceil((bars.length * ROOM_FOR_A_NAME) / (right - left)));
  const lastNameAt = width - (x.bandwidth() + ROOM_FOR_A_NAME) / 2;
  const named = bars.flatMap(({ id }, place) =>
    place % every === 0 && (x(id) ?? 0) <= lastNameAt ? id : [],
  );
  const names = new Map(bars.map(({ id, name }) => [id, name]));
  const barOf = (id: string, value: number, look: string) => (
    <BarRounded
      x={x(id) ?? 0}
      y={Math.min(y(value), ground - LEAST)}
      width={x.bandwidth()}
      height={Math.max(ground - y(value), LEAST)}
      radius={5}
      top
      className={look}
    />
  );
  return (
    <>
      <GridRows scale={y} left={left} width={right - left} tickValues={values} className="chart-lines" />
      <AxisLeft
        scale={y}
        left={left}
        tickValues={values}
        tickFormat={(value) => format(Number(value))}
        hideAxisLine
        hideTicks
      />
      {bars.map(({ id, value, of = 0 }) => (
        <g key={id}>
          {of > 0 && barOf(id, of, "chart-back")}
          {value > 0 && barOf(id, value, "chart-main")}
        </g>
      ))}
      <AxisBottom
        scale={x}
        top={ground}
        tickValues={named}
        tickFormat={(id) => names.get(id) ?? ""}
        axisLineClassName="chart-ground"
        hideTicks
      />
    </>
  );
}
