import type { ProgressSummary } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { Icon } from "../../ui/icon.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import "./home.css";

export function StreakCard() {
  const query = useQuery(trpc.progress.summary.queryOptions());
  return (
    <QueryView query={query} loading={<Skeleton heights={[5.5]} />}>
      {(summary) => <StreakFigures summary={summary} />}
    </QueryView>
  );
}

function StreakFigures({ summary: { streak, xp } }: { summary: ProgressSummary }) {
  const { t, locale } = useMessages();
  const hint = streak.today
    ? "home.streak.today"
    : streak.days > 0
      ? "home.streak.open"
      : "home.streak.first";
  return (
    <div className="streak card">
      <div className="streak-figure" data-lit={streak.today || undefined}>
        <Icon name="flame" size={32} />
        <div>
          <p className="streak-count">
            {streak.days > 0 ? (
              <T of="home.streak" with={{ count: streak.days }} />
            ) : (
              <T of="home.streak.none" />
            )}
          </p>
          <p className="small soft">
            <T of={hint} />
          </p>
        </div>
      </div>
      <div className="streak-figure">
        <Icon name="star" size={32} />
        <p className="streak-count">
          {new Intl.NumberFormat(locale).format(xp)}{" "}
          <abbr title={t("home.xp.label")}>
            <T of="home.xp" />
          </abbr>
        </p>
      </div>
    </div>
  );
}
