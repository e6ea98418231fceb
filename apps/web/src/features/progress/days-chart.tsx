import type { ProgressReport } from "@fluentfusion/contract";
import { dayFormat } from "../../messages/dates.ts";
import { T, useMessages } from "../../messages/use-messages.tsx";
import { ChartFrame } from "../../ui/charts/chart-frame.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { daysBetween } from "./calendar.ts";

export const METRICS = ["answers", "minutes", "xp"] as const;
export type Metric = (typeof METRICS)[number];

type Day = ProgressReport["days"][number];

const HEIGHT = 220;
const minutesOf = (elapsedMs: number) => Math.round(elapsedMs / 60_000);

/** A bar for each day of the time, also for those on which nothing was done. */
export function DaysChart({ report, metric }: { report: ProgressReport; metric: Metric }) {
  const { t, locale } = useMessages();
  const name = dayFormat(locale, { day: "numeric", month: "short" });
  const byDay = new Map(report.days.map((day) => [day.day, day]));
  const bars = daysBetween(report.from, report.to).map((day) => {
    const { answers = 0, right = 0, elapsedMs = 0, xp = 0 } = byDay.get(day) ?? {};
    const common = { id: day, name: name(day) };
    if (metric === "answers") return { ...common, value: right, of: answers };
    return { ...common, value: metric === "xp" ? xp : minutesOf(elapsedMs) };
  });
  const label = t("report.chart", { what: t(`report.${metric}`) });
  const number = new Intl.NumberFormat(locale);
  const columns: Column<Day>[] = [
    { id: "day", label: <T of="chart.day" />, renderCell: ({ day }) => name(day) },
    ...(["answers", "right", "xp"] as const).map((key) => ({
      id: key,
      label: <T of={`report.${key}`} />,
      renderCell: (day: Day) => number.format(day[key]),
      isNumber: true,
    })),
    {
      id: "minutes",
      label: <T of="report.minutes" />,
      renderCell: ({ elapsedMs }) => number.format(minutesOf(elapsedMs)),
      isNumber: true,
    },
  ];
  return (
    <ChartFrame
      label={label}
      height={HEIGHT}
      renderPicture={({ BarChart }, width) => (
        <BarChart bars={bars} width={width} height={HEIGHT} format={(value) => number.format(value)} />
      )}
      {...(metric === "answers" && {
        legend: [
          { fill: "main", label: <T of="report.right" /> },
          { fill: "back", label: <T of="report.all" /> },
        ],
      })}
      rows={report.days.toReversed()}
      keyOf={({ day }) => day}
      columns={columns}
    />
  );
}
