import type { ProgressSummary } from "@fluentfusion/contract";
import type { ReactNode } from "react";
import type { MessageKey } from "../../messages/catalogue.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import "../sitting/summary.css";

type Label = Extract<
  MessageKey,
  `progress.${"lessons" | "items" | "due" | "accuracy" | "streak"}` | "home.xp.label"
>;

export function Figures({ summary }: { summary: ProgressSummary }) {
  const { locale } = useMessages();
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  const { lessonsCompleted, lessonsTotal, itemsSeen, itemsDue, accuracy, streak, xp } = summary;
  const figures: readonly { label: Label; value: ReactNode; note?: ReactNode }[] = [
    {
      label: "progress.streak",
      value: streak.days,
      note: <T of="progress.longest" with={{ count: streak.longest }} />,
    },
    {
      label: "progress.lessons",
      value: <T of="progress.of" with={{ done: lessonsCompleted, total: lessonsTotal }} />,
    },
    { label: "progress.items", value: itemsSeen },
    {
      label: "progress.accuracy",
      value: accuracy === null ? "–" : percent.format(accuracy),
    },
    { label: "progress.due", value: itemsDue },
    { label: "home.xp.label", value: new Intl.NumberFormat(locale).format(xp) },
  ];
  return (
    <dl className="figures">
      {figures.map(({ label, value, note }) => (
        <div key={label}>
          <dt>
            <T of={label} />
            {note && <span className="figures-note">{note}</span>}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
