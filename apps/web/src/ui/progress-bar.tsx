import "./progress-bar.css";

interface ProgressBarProps {
  readonly value: number;
  readonly max: number;
  readonly label: string;
}

/** A measure from 0 to `max`, said in words by `label`. */
export function ProgressBar({ value, max, label }: ProgressBarProps) {
  const share = max === 0 ? 0 : Math.min(1, value / max);
  return (
    <div
      className="progress-bar"
      role="progressbar"
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      aria-label={label}
      aria-valuetext={label}
    >
      <div style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
