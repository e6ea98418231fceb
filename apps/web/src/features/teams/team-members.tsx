import { useMutation, useQuery } from "@tanstack/react-query";
import { queryClient, trpc } from "../../api.ts";
import { Button } from "../../ui/button.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { momentFormat } from "../../messages/dates.ts";
import { useWords, W } from "../staff/words.tsx";

/** A phone has the invitations in reach after so many. */
const FIRST = 8;

/** Who is in the team: names, posts, since when; nothing of what they learn. */
export function TeamMembers({ teamId }: { teamId: string }) {
  const { locale } = useWords();
  const query = useQuery(trpc.teams.members.queryOptions({ teamId }));
  const remove = useMutation(
    trpc.teams.removeMember.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.teams.members.queryFilter({ teamId })),
    }),
  );
  const date = momentFormat(locale, { dateStyle: "medium" });
  return (
    <section className="section">
      <QueryView query={query} loading={<Skeleton heights={[3, 3, 3]} />}>
        {(members) => (
          <DataTable
            stacks
            first={FIRST}
            caption={<W of="teams.members" />}
            rows={members}
            keyOf={({ id }) => id}
            columns={[
              { id: "name", label: <W of="teams.member" />, renderCell: ({ username }) => username },
              {
                id: "post",
                label: <W of="teams.post" />,
                renderCell: ({ post, role }) => (role === "manager" ? <W of="teams.role.manager" /> : post),
              },
              {
                id: "since",
                label: <W of="teams.since" />,
                isOneLine: true,
                renderCell: ({ joinedAt }) => date(joinedAt),
              },
              {
                id: "remove",
                label: "",
                renderCell: ({ id, role }) =>
                  role === "manager" ? null : (
                    <Button
                      look="quiet"
                      busy={remove.isPending && remove.variables.memberId === id}
                      onClick={() => remove.mutate({ teamId, memberId: id })}
                    >
                      <W of="teams.remove" />
                    </Button>
                  ),
              },
            ]}
          />
        )}
      </QueryView>
      {remove.isError && <ErrorNotice error={remove.error} />}
    </section>
  );
}
