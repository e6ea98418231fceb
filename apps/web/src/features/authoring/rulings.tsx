import { useMutation, useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { W } from "../staff/words.tsx";

/** What was decided on disputes, with how many it credited, and the way back. */
export function Rulings({ onChange }: { onChange: () => Promise<unknown> }) {
  const query = useQuery(trpc.author.rulings.queryOptions({ limit: 50 }));
  const revoke = useMutation(trpc.author.revoke.mutationOptions({ onSuccess: onChange }));
  return (
    <section className="section">
      <h2>
        <W of="desk.decided" />
      </h2>
      <QueryView query={query} loading={<Skeleton heights={[4, 4]} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="soft">
              <W of="desk.decided.none" />
            </p>
          ) : (
            <ul className="staff-list">
              {items.map((ruling) => (
                <li key={ruling.id} className="card staff-row">
                  <div>
                    <strong translate="no">{ruling.form}</strong>{" "}
                    <span className={ruling.decision === "accepted" ? "tag tag-green" : "tag tag-clay"}>
                      <W of={ruling.revokedAt === null ? `desk.${ruling.decision}.state` : "desk.revoked"} />
                    </span>
                    <p className="small soft">
                      <W
                        of="desk.credited"
                        with={{ learners: ruling.learnersCredited, answers: ruling.answersRegraded }}
                      />
                    </p>
                  </div>
                  {ruling.revokedAt === null && (
                    <Button
                      look="quiet"
                      busy={revoke.isPending && revoke.variables.rulingId === ruling.id}
                      onClick={() => revoke.mutate({ rulingId: ruling.id })}
                    >
                      <W of="desk.revoke" />
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </QueryView>
      {revoke.isError && <ErrorNotice error={revoke.error} />}
    </section>
  );
}
