import { T } from "../messages/use-messages.tsx";
import "./skeleton.css";

/** Grey shapes in place of what is on its way, one for each height in rem. */
export function Skeleton({ heights }: { heights: readonly number[] }) {
  return (
    <div className="skeleton" role="status">
      <span className="visually-hidden">
        <T of="app.loading" />
      </span>
      {heights.map((height, index) => (
        // The list never changes its order.
        <div key={`${index}-${height}`} style={{ height: `${height}rem` }} />
      ))}
    </div>
  );
}
