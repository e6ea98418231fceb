import type { MyAssignment } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { trpc } from "../../api.ts";
import { dayFormat } from "../../messages/dates.ts";
import { T } from "../../messages/use-messages.tsx";
import { ProgressBar } from "../../ui/progress-bar.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useWords, W } from "../staff/words.tsx";

/** What the teams ask of the learner, with how far they are, which nobody else sees. */
export function MyAssignments() {
  const query = useQuery(trpc.teams.myAssignments.queryOptions());
  return (
    <section className="section">
      <h2>
        <W of="teams.assigned" />
      </h2>
      <QueryView query={query} loading={<Skeleton heights={[5]} />}>
        {(assignments) =>
          assignments.length === 0 ? (
            <p className="soft">
              <W of="teams.assigned.none" />
            </p>
          ) : (
            <ul className="staff-list">
              {assignments.map((assignment) => (
                <li key={assignment.id} className="card">
                  <AssignmentCard assignment={assignment} />
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
    </section>
  );
}

function AssignmentCard({ assignment }: { assignment: MyAssignment }) {
  const { w, locale } = useWords();
  const { category, dueOn, note, teamName, lessonIds, lessonsDone, lessonsTotal } = assignment;
  const date = dayFormat(locale, { dateStyle: "medium" })(dueOn);
  const [first] = lessonIds;
  const href = category === null ? `/lessons/${first ?? ""}` : `/lessons?category=${category}`;
  const done = w("teams.done", { done: lessonsDone, total: lessonsTotal });
  return (
    <>
      <div className="staff-row">
        <Link href={href}>
          <strong>{category === null ? done : <T of={`category.${category}`} />}</strong>
        </Link>
        <span className="tag">
          <W of="teams.due" with={{ date }} />
        </span>
      </div>
      <p className="small soft">
        {teamName}
        {note !== "" && ` · ${note}`}
      </p>
      <ProgressBar value={lessonsDone} max={lessonsTotal} label={done} />
    </>
  );
}
