import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { W } from "../staff/words.tsx";
import { type Reading, useValidation } from "./use-reading.ts";

/** What is wrong with a text, a moment after it was written. */
export function ProblemList(reading: Reading) {
  const query = useValidation(reading);
  return (
    <QueryView query={query} loading={<Skeleton heights={[3, 3]} />}>
      {({ problems }) => (
        <div className="staff-list" aria-live="polite" data-problems={problems.length}>
          <p>
            <strong>
              {problems.length === 0 ? (
                <W of="authoring.check.good" />
              ) : (
                <W of="authoring.check.bad" with={{ count: problems.length }} />
              )}
            </strong>
          </p>
          {problems.map(({ line, message }) => (
            <div key={`${line} ${message}`} className="staff-problem">
              <span className="small">
                <W of="authoring.check.line" with={{ line }} />
              </span>
              <span lang="en">{message}</span>
            </div>
          ))}
        </div>
      )}
    </QueryView>
  );
}
