import { BarRounded, Polygon } from "@visx/shape";

interface IntervalOf {
  /** Shares from 0 to 1. */
  readonly mean: number;
  readonly interval: readonly [number, number];
  /** Too little is known for a mean: the band alone is shown. */
  readonly isVague?: boolean;
  /** Where it stands today, if that is something else. */
  readonly now?: number;
}

interface IntervalMarkProps {
  readonly of: IntervalOf;
  readonly x: (share: number) => number;
  readonly middle: number;
}

const BAND = 16;

/** A band from the low to the high end of what is expected, with a mark for the mean, and one for today. */
export function IntervalMark({ of: { now, mean, interval, isVague = false }, x, middle }: IntervalMarkProps) {
  const [low, high] = interval;
  return (
    <>
      <BarRounded
        x={x(low)}
        width={Math.max(2, x(high) - x(low))}
        y={middle - BAND / 2}
        height={BAND}
        radius={BAND / 2}
        all
        className={isVague ? "chart-band chart-band-vague" : "chart-band"}
      />
      {!isVague && (
        <BarRounded
          x={x(mean) - 2.5}
          width={5}
          y={middle - BAND / 2 - 3}
          height={BAND + 6}
          radius={2.5}
          all
          className="chart-main"
        />
      )}
      {now !== undefined && (
        <Polygon sides={4} size={7} center={{ x: x(now), y: middle }} className="chart-accent chart-now" />
      )}
    </>
  );
}
