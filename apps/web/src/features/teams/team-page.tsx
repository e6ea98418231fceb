import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { StaffPage } from "../staff/staff-page.tsx";
import { useWords, W } from "../staff/words.tsx";
import { TeamAssignments } from "./team-assignments.tsx";
import { TeamInvites } from "./team-invites.tsx";
import { TeamMembers } from "./team-members.tsx";
import { TeamReportView } from "./team-report.tsx";

/** One team as its managers see it. */
export default function TeamPage({ id }: { id: string }) {
  const { w } = useWords();
  const query = useQuery(trpc.teams.mine.queryOptions());
  const name = query.data?.find((team) => team.id === id)?.name ?? w("teams.title");
  return (
    <StaffPage title={name} access="manager">
      <QueryView query={query} loading={<Skeleton heights={[3, 14]} />}>
        {() => (
          <Tabs
            label={name}
            tabs={[
              { id: "report", label: <W of="teams.report" />, content: <TeamReportView teamId={id} /> },
              {
                id: "members",
                label: <W of="teams.members" />,
                content: (
                  <div className="columns">
                    <TeamMembers teamId={id} />
                    <TeamInvites teamId={id} />
                  </div>
                ),
              },
              { id: "assign", label: <W of="teams.assign" />, content: <TeamAssignments teamId={id} /> },
            ]}
          />
        )}
      </QueryView>
    </StaffPage>
  );
}
