import { localDay } from "@fluentfusion/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../api.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { useUser } from "../auth/session.tsx";
import { dailyXp } from "./daily-xp.ts";

const DAYS = 14;

/** A bar for each day, read out as a table. */
export function XpChart() {
  const { locale } = useMessages();
  const { timeZone } = useUser();
  const [now] = useState(() => Date.now());
  const query = useQuery(trpc.xp.ledger.queryOptions());
  const date = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
  return (
    <section className="section">
      <h2>
        <T of="progress.days" />
      </h2>
      <QueryView query={query} loading={<Skeleton heights={[12]} />}>
        {({ items }) => {
          const days = dailyXp(items, localDay(now, timeZone), DAYS);
          const most = Math.max(1, ...days.map(({ xp }) => xp));
          return (
            <ol className="xp-chart card">
              {days.map(({ day, xp }) => (
                <li key={day}>
                  <span
                    className="xp-bar"
                    style={{ height: `${(xp / most) * 100}%` }}
                    data-some={xp > 0 || undefined}
                  />
                  <span className="visually-hidden">
                    {date.format(new Date(day))}: {xp} XP
                  </span>
                </li>
              ))}
              <li className="xp-axis" aria-hidden="true">
                <span>{date.format(new Date(days[0]?.day ?? 0))}</span>
                <span>max. {most} XP</span>
                <span>{date.format(new Date(days.at(-1)?.day ?? 0))}</span>
              </li>
            </ol>
          );
        }}
      </QueryView>
    </section>
  );
}
