import type { XpLedger } from "@fluentfusion/contract";
import { Fragment } from "react";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { dayFormat } from "./calendar.ts";
import { SOURCES, xpByDay } from "./xp-by-day.ts";

/** The days on which points were earned, the latest first, and by what. */
export function XpSources({ items }: { items: XpLedger["items"] }) {
  const { locale } = useMessages();
  const date = dayFormat(locale, { dateStyle: "medium" });
  const days = xpByDay(items);
  if (days.length === 0) {
    return (
      <p className="soft">
        <T of="xp.empty" />
      </p>
    );
  }
  return (
    <ol className="ledger card">
      {days.map(({ day, xp, counts }) => (
        <li key={day}>
          <span>{date(day)}</span>
          <strong>+{xp}</strong>
          <span className="small soft">
            {SOURCES.filter((source) => counts[source] > 0).map((source, place) => (
              <Fragment key={source}>
                {place > 0 && " · "}
                <T of={`xp.${source}`} with={{ count: counts[source] }} />
              </Fragment>
            ))}
          </span>
        </li>
      ))}
    </ol>
  );
}
