import type { ProgressSummary } from "@fluentfusion/contract";
import type { ReactNode } from "react";
import { T, useMessages } from "../../messages/use-messages.tsx";
import "../sitting/summary.css";

export function Figures({ summary }: { summary: ProgressSummary }) {
  const { locale } = useMessages();
  const percent = new Intl.NumberFormat(locale, { style: "percent" });
  const { lessonsCompleted, lessonsTotal, itemsSeen, itemsDue, accuracy, streak, xp } = summary;
  const figures: readonly { id: string; label: ReactNode; value: ReactNode; note?: ReactNode }[] = [
    {
      id: "streak",
      label: <T of="progress.streak" with={{ count: streak.days }} />,
      value: streak.days,
      note: <T of="progress.longest" with={{ count: streak.longest }} />,
    },
    {
      id: "lessons",
      label: <T of="progress.lessons" />,
      value: <T of="progress.of" with={{ done: lessonsCompleted, total: lessonsTotal }} />,
    },
    { id: "items", label: <T of="progress.items" with={{ count: itemsSeen }} />, value: itemsSeen },
    {
      id: "accuracy",
      label: <T of="progress.accuracy" />,
      value: accuracy === null ? "–" : percent.format(accuracy),
    },
    { id: "due", label: <T of="progress.due" />, value: itemsDue },
    { id: "xp", label: <T of="home.xp.label" />, value: new Intl.NumberFormat(locale).format(xp) },
  ];
  return (
    <dl className="figures">
      {figures.map(({ id, label, value, note }) => (
        <div key={id}>
          <dt>
            {label}
            {note && <span className="figures-note">{note}</span>}
          </dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
