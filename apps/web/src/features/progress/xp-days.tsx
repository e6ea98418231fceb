import type { XpLedger } from "@fluentfusion/contract";
import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { trpc } from "../../api.ts";
import { dayFormat } from "../../messages/dates.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { SOURCES, sourcesByDay } from "./xp-sources.ts";

/** The days of the last weeks on which points were earned, the latest first, and by what. */
export function XpDays({ items, total }: Pick<XpLedger, "items" | "total">) {
  const { locale } = useMessages();
  const report = useQuery(trpc.progress.report.queryOptions({}));
  const date = dayFormat(locale, { dateStyle: "medium" });
  const number = new Intl.NumberFormat(locale);
  const sources = sourcesByDay({ items, total });
  return (
    <QueryView query={report} loading={<Skeleton heights={[4, 4]} />}>
      {({ days }) => {
        const earning = days.filter(({ xp }) => xp > 0).toReversed();
        if (earning.length === 0) {
          return (
            <p className="soft">
              <T of="xp.empty" />
            </p>
          );
        }
        return (
          <ol className="ledger card">
            {earning.map(({ day, xp }) => {
              const counts = sources.get(day);
              return (
                <li key={day}>
                  <span>{date(day)}</span>
                  <strong>+{number.format(xp)}</strong>
                  {counts !== undefined && (
                    <span className="small soft">
                      {SOURCES.filter((source) => counts[source] > 0).map((source, place) => (
                        <Fragment key={source}>
                          {place > 0 && " · "}
                          <T of={`xp.${source}`} with={{ count: counts[source] }} />
                        </Fragment>
                      ))}
                    </span>
                  )}
                </li>
              );
            })}
          </ol>
        );
      }}
    </QueryView>
  );
}
