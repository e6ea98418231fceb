import "./progress-bar.css";

interface ProgressBarProps {
  readonly value: number;
  readonly max: number;
  readonly label: string;
}

/** A measure from 0 to `max`, said in words by `label`. */
export function ProgressBar({ value, max, label }: ProgressBarProps) {
  // An element without a maximum would count to 1.
  return <progress className="progress-bar" value={value} max={Math.max(1, max)} aria-label={label} />;
}
