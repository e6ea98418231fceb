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

const MARGIN = { top: 8, right: 4, bottom: 26, left: 38 };
const ROOM_FOR_A_NAME = 54;

/** A bar for each, from left to right; to be put into a `ChartFrame`. */
export function BarChart({ bars, width, height, format }: BarChartProps) {
  const most = Math.max(1, ...bars.map(({ value, of }) => Math.max(value, of ?? 0)));
  const right = width - MARGIN.right;
  const ground = height - MARGIN.bottom;
  const x = scaleBand()
    .domain(bars.map(({ id }) => id))
    .range([MARGIN.left, right])
    .padding(0.25);
  const y = scaleLinear().domain([0, most]).range([ground, MARGIN.top]).nice();
  const every = Math.max(1, Math.ceil((bars.length * ROOM_FOR_A_NAME) / width));
  const barWidth = x.bandwidth();
  return (
    <>
      {y.ticks(3).map((value) => (
        <g key={value} transform={`translate(0 ${y(value)})`}>
          <line x1={MARGIN.left} x2={right} className="chart-line" />
          {Number.isInteger(value) && (
            <text x={MARGIN.left - 8} dy="0.3em" textAnchor="end">
              {format(value)}
            </text>
          )}
        </g>
      ))}
      {bars.map(({ id, name, value, of = 0 }, place) => (
        <g key={id} transform={`translate(${x(id) ?? 0} 0)`}>
          {of > 0 && <BarOfChart width={barWidth} top={y(of)} ground={ground} look="chart-back" />}
          {value > 0 && <BarOfChart width={barWidth} top={y(value)} ground={ground} look="chart-main" />}
          {place % every === 0 && (
            <text x={barWidth / 2} y={ground + 18} textAnchor="middle">
              {name}
            </text>
          )}
        </g>
      ))}
      <line x1={MARGIN.left} x2={right} y1={ground} y2={ground} className="chart-ground" />
    </>
  );
}

interface BarProps {
  readonly width: number;
  readonly top: number;
  readonly ground: number;
  readonly look: string;
}

const BarOfChart = ({ width, top, ground, look }: BarProps) => (
  <rect width={width} y={top} height={ground - top} rx={Math.min(5, width / 2)} className={look} />
);
