import type { ProgressSummary } from "@fluentfusion/contract";
import type { ReactNode } from "react";
import type { MessageKey } from "../../messages/catalogue.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import "../sitting/summary.css";

type Label = Extract<MessageKey, `progress.${"lessons" | "items" | "due" | "accuracy" | "streak"}`>;

export function Figures({ summary }: { summary: ProgressSummary }) {
  const { tag } = useMessages();
  const percent = new Intl.NumberFormat(tag, { style: "percent" });
  const { lessonsCompleted, lessonsTotal, itemsSeen, itemsDue, accuracy, streak } = summary;
  const figures: readonly (readonly [Label, ReactNode, ReactNode?])[] = [
    ["progress.streak", streak.days, <T of="progress.longest" with={{ count: streak.longest }} />],
    ["progress.lessons", <T of="progress.of" with={{ done: lessonsCompleted, total: lessonsTotal }} />],
    ["progress.items", itemsSeen],
    ["progress.accuracy", accuracy === null ? <T of="progress.accuracy.none" /> : percent.format(accuracy)],
    ["progress.due", itemsDue],
  ];
  return (
    <dl className="figures">
      {figures.map(([label, value, note]) => (
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
