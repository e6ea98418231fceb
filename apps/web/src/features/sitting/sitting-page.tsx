import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Redirect } from "wouter";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ButtonLink } from "../../ui/button.tsx";
import { deviceOwner } from "../device/device-store.ts";
import { EmptyNotice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { beginRecord, type SittingRecord } from "./sitting-record.ts";
import { SittingView } from "./sitting-view.tsx";
import { readSitting } from "./stored-sitting.ts";

/** The device's own record of the sitting comes first: it may hold answers that the server has not seen. */
export default function SittingPage({ id }: { id: string }) {
  const [owner] = useState(deviceOwner);
  const [stored] = useState(() => readSitting(id));
  if (stored !== null) return <KnownSitting record={stored} />;
  return owner === null ? <Redirect to="/" replace /> : <FetchedSitting id={id} owner={owner} />;
}

function FetchedSitting({ id, owner }: { id: string; owner: string }) {
  const { t } = useMessages();
  const query = useQuery(trpc.session.resume.queryOptions({ sittingId: id }));
  return (
    <QueryView
      query={query}
      loading={
        <main id="main">
          <Page title={t("sitting.title")} narrow>
            <Skeleton heights={[2, 4, 12]} />
          </Page>
        </main>
      }
      renderFailed={(notice) => (
        <main id="main">
          <Page title={t("sitting.title")} narrow>
            {notice}
            <div>
              <ButtonLink href="/" look="secondary">
                <T of="summary.home" />
              </ButtonLink>
            </div>
          </Page>
        </main>
      )}
    >
      {(sitting) => {
        if (sitting === null) return <Redirect to="/" replace />;
        if (sitting.finishedAt !== null) return <Redirect to={`/sittings/${id}/summary`} replace />;
        return <KnownSitting record={beginRecord(sitting, owner)} />;
      }}
    </QueryView>
  );
}

function KnownSitting({ record }: { record: SittingRecord }) {
  const { t } = useMessages();
  if (record.exercises.length > 0) return <SittingView initial={record} />;
  const home = (
    <ButtonLink href="/">
      <T of="summary.home" />
    </ButtonLink>
  );
  return (
    <main id="main">
      <Page title={t("sitting.title")} narrow>
        <EmptyNotice title={<T of="sitting.empty.title" />} action={home}>
          <T of="sitting.empty.body" />
        </EmptyNotice>
      </Page>
    </main>
  );
}
