import { AxisBottom } from "@visx/axis";
import { GridColumns } from "@visx/grid";
import { scaleLinear } from "@visx/scale";

export interface IntervalOf {
  readonly id: string;
  readonly name: string;
  /** What is written at the right end of the line above the band. */
  readonly note: string;
  /** Shares from 0 to 1. */
  readonly now: number;
  readonly mean: number;
  readonly interval: readonly [number, number];
  /** Too little is known for a mean: the band alone is shown. */
  readonly isVague: boolean;
}

interface IntervalChartProps {
  readonly rows: readonly IntervalOf[];
  readonly width: number;
  readonly format: (share: number) => string;
}

const ROW = 58;
const FOOT = 26;
const SIDE = 10;
const BAND = 16;

export const intervalChartHeight = (rows: number) => rows * ROW + FOOT;

/** A band for each from the low to the high end of what is expected, with marks for the mean and for today. */
export function IntervalChart({ rows, width, format }: IntervalChartProps) {
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
      {rows.map(({ id, name, note, now, mean, interval: [low, high], isVague }, place) => {
        const middle = place * ROW + 40;
        return (
          <g key={id}>
            <text x={SIDE} y={place * ROW + 20} className="chart-name">
              {name}
            </text>
            <text x={width - SIDE} y={place * ROW + 20} textAnchor="end">
              {note}
            </text>
            <rect
              x={x(low)}
              width={Math.max(2, x(high) - x(low))}
              y={middle - BAND / 2}
              height={BAND}
              rx={BAND / 2}
              className={isVague ? "chart-band chart-band-vague" : "chart-band"}
            />
            {!isVague && (
              <rect
                x={x(mean) - 2.5}
                width={5}
                y={middle - BAND / 2 - 3}
                height={BAND + 6}
                rx={2.5}
                className="chart-main"
              />
            )}
            <path d={`M${x(now)} ${middle - 7}l7 7-7 7-7-7z`} className="chart-accent chart-now" />
          </g>
        );
      })}
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
