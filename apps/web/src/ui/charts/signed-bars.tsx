import { scaleLinear } from "d3-scale";

interface SignedBarsProps {
  readonly rows: readonly { readonly id: string; readonly name: string; readonly value: number }[];
  readonly width: number;
  readonly format: (value: number) => string;
}

const ROW = 46;
const BAR = 10;
const SIDE = 4;

export const signedBarsHeight = (rows: number) => rows * ROW;

/** A bar for each to the right of zero, or to the left where it takes away; to be put into a `ChartFrame`. */
export function SignedBars({ rows, width, format }: SignedBarsProps) {
  const values = rows.map(({ value }) => value);
  const x = scaleLinear()
    .domain([Math.min(0, ...values), Math.max(0.01, ...values)])
    .range([SIDE, width - SIDE]);
  const zero = x(0);
  return (
    <>
      {rows.map(({ id, name, value }, place) => {
        const end = x(value);
        const top = place * ROW;
        return (
          <g key={id}>
            <text x={SIDE} y={top + 18} className="chart-name">
              {name}
            </text>
            <text x={width - SIDE} y={top + 18} textAnchor="end">
              {format(value)}
            </text>
            <rect
              x={Math.min(zero, end)}
              width={Math.max(1, Math.abs(end - zero))}
              y={top + 26}
              height={BAR}
              rx={Math.min(BAR / 2, Math.abs(end - zero) / 2)}
              className={value < 0 ? "chart-minus" : "chart-main"}
            />
          </g>
        );
      })}
      <line x1={zero} x2={zero} y1={0} y2={rows.length * ROW} className="chart-line" />
    </>
  );
}
