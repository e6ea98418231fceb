import type { ManagedUser } from "@fluentfusion/contract";
import { ROLES } from "@fluentfusion/core";
import { useInfiniteQuery, useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { queryClient, trpc } from "../../api.ts";
import { DataTable } from "../../ui/data-table.tsx";
import { Field } from "../../ui/field.tsx";
import { ErrorNotice } from "../../ui/notice.tsx";
import { More } from "../../ui/paged-list.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { momentFormat } from "../../messages/dates.ts";
import { useWords, W } from "../staff/words.tsx";
import { OperatorFrame } from "./operator-frame.tsx";

/** Everybody, with their role. */
export default function UsersPage() {
  const { w, locale } = useWords();
  const [search, setSearch] = useState("");
  const query = useInfiniteQuery(
    trpc.admin.users.infiniteQueryOptions(
      { limit: 25, ...(search.trim() !== "" && { search: search.trim() }) },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const date = momentFormat(locale, { dateStyle: "medium" });
  return (
    <OperatorFrame title={w("operator.title")}>
      <Field
        label={<W of="operator.search" />}
        type="search"
        maxLength={254}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
      />
      <QueryView query={query} loading={<Skeleton heights={[3, 3, 3]} />}>
        {({ pages }) => {
          const users = pages.flatMap((page) => page.users);
          if (users.length === 0) {
            return (
              <p className="soft">
                <W of="operator.users.none" />
              </p>
            );
          }
          return (
            <DataTable
              stacks
              caption={<W of="operator.users" />}
              hidesCaption
              rows={users}
              keyOf={({ id }) => id}
              columns={[
                {
                  id: "person",
                  label: <W of="operator.person" />,
                  renderCell: ({ username, email, joinedAt }) => (
                    <>
                      {username}
                      <br />
                      <span className="small soft staff-mail">{email}</span>
                      <br />
                      <span className="small soft">{date(joinedAt)}</span>
                    </>
                  ),
                },
                {
                  id: "look",
                  label: "",
                  renderCell: ({ id }) => (
                    <Link href={`/operator/learners/${id}`}>
                      <W of="operator.look" />
                    </Link>
                  ),
                },
                { id: "role", label: <W of="operator.role" />, renderCell: (user) => <RoleOf user={user} /> },
              ]}
            />
          );
        }}
      </QueryView>
      <More query={query} label={<W of="operator.more" />} />
    </OperatorFrame>
  );
}

function RoleOf({ user }: { user: ManagedUser }) {
  const { w } = useWords();
  const set = useMutation(
    trpc.admin.setRole.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.admin.users.pathFilter()),
    }),
  );
  return (
    <>
      <select
        className="staff-select"
        aria-label={`${w("operator.role")}: ${user.username}`}
        value={user.role}
        disabled={set.isPending}
        onChange={(event) => {
          const role = ROLES.find((one) => one === event.target.value);
          if (role) set.mutate({ userId: user.id, role });
        }}
      >
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {w(`operator.role.${role}`)}
          </option>
        ))}
      </select>
      {set.isError && <ErrorNotice error={set.error} />}
    </>
  );
}
