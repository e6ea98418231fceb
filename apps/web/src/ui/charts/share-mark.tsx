import { Bar } from "@visx/shape";

interface ShareMarkProps {
  /** From 0 to 1. */
  readonly share: number;
  readonly x: (share: number) => number;
  readonly middle: number;
}

const BAND = 16;

/** A bar that fills its part of the whole. */
export function ShareMark({ share, x, middle }: ShareMarkProps) {
  const common = { x: x(0), y: middle - BAND / 2, height: BAND, rx: BAND / 2 };
  return (
    <>
      <Bar {...common} width={x(1) - x(0)} className="chart-back" />
      <Bar {...common} width={x(share) - x(0)} className="chart-main" />
    </>
  );
}
