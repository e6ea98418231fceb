import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { BadgeList } from "./badge-list.tsx";
import { RecordPage } from "./record-page.tsx";
import { StreakFreeze } from "./streak-freeze.tsx";
import { XpDays } from "./xp-days.tsx";
import "../sitting/summary.css";
import "./progress.css";

/** What was earned: days in a row and how to save them, points and where they come from, badges. */
export default function BadgesPage() {
  const { t, locale } = useMessages();
  const streak = useQuery(trpc.streak.get.queryOptions());
  const ledger = useQuery(trpc.xp.ledger.queryOptions());
  return (
    <RecordPage title={t("record.badges")}>
      <QueryView query={streak} loading={<Skeleton heights={[7]} />}>
        {({ days, longest, freezes }) => (
          <>
            <dl className="figures">
              <div>
                <dt>
                  <T of="progress.streak" with={{ count: days }} />
                  <span className="figures-note">
                    <T of="progress.longest" with={{ count: longest }} />
                  </span>
                </dt>
                <dd>{days}</dd>
              </div>
              <div>
                <dt>
                  <T of="streak.freezes" with={{ count: freezes }} />
                </dt>
                <dd>{freezes}</dd>
              </div>
              <div>
                <dt>
                  <T of="home.xp.label" />
                </dt>
                <dd>{ledger.data ? new Intl.NumberFormat(locale).format(ledger.data.total) : "–"}</dd>
              </div>
            </dl>
            {freezes > 0 ? (
              <StreakFreeze />
            ) : (
              <p className="small soft">
                <T of="streak.freezes.hint" />
              </p>
            )}
          </>
        )}
      </QueryView>
      <BadgeList />
      <section className="section">
        <h2>
          <T of="xp.title" />
        </h2>
        <QueryView query={ledger} loading={<Skeleton heights={[4, 4]} />}>
          {({ items, total }) => <XpDays items={items} total={total} />}
        </QueryView>
      </section>
    </RecordPage>
  );
}
