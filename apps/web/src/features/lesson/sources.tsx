import { T } from "../../messages/use-messages.tsx";

/** Where a word or a fact was found; folded, since a learner rarely needs it and an author always. */
export function Sources({ sources }: { sources: readonly string[] }) {
  if (sources.length === 0) return null;
  return (
    <details className="sources">
      <summary>
        <T of="lesson.sources" with={{ count: sources.length }} />
      </summary>
      <span lang="en">{sources.join(", ")}</span>
    </details>
  );
}
