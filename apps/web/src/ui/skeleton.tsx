import { T } from "../messages/use-messages.tsx";
import "./skeleton.css";

/** Grey shapes in place of what is on its way, one for each height in rem. */
export function Skeleton({ heights }: { heights: readonly number[] }) {
  const rows = heights.map((height, place) => ({ id: `row ${place}`, height }));
  return (
    <div className="skeleton" aria-busy="true">
      <span className="visually-hidden">
        <T of="app.loading" />
      </span>
      {rows.map(({ id, height }) => (
        <div key={id} style={{ height: `${height}rem` }} />
      ))}
    </div>
  );
}
